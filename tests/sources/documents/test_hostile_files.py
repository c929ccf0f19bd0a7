"""Files of hostile form: each is read, or told as a gap, in time and memory that its size bounds."""

import json
import os
import subprocess
from datetime import date
from pathlib import Path

import pytest

from govsim.errors import GovsimError
from govsim.sources.documents import files_in, parquet_tables, parts, read_document, read_found
from govsim.sources.documents.parts import Part, Record
from govsim.sources.row_files import RowFiles
from govsim.sources.walking import walk

SAID = "say nothing of this to anybody"


def texts(tmp_path: Path, name: str, content: bytes) -> list[str]:
    file = tmp_path / name
    file.write_bytes(content)
    return [part.text for part in read_document(str(file)).parts]


def gaps(tmp_path: Path, name: str, content: bytes) -> list[str]:
    file = tmp_path / name
    file.write_bytes(content)
    return [reason for _, reason in read_document(str(file)).gaps]


# --- encodings ---------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a", "a.bin"])
def test_a_text_need_not_say_how_wide_it_is(encoding: str, name: str, tmp_path: Path) -> None:
    """Without a mark, too, it is the text that it is, whatever the file is called."""
    assert texts(tmp_path, name, SAID.encode(encoding)) == [SAID]


def test_letters_beyond_latin_are_told_in_four_bytes(tmp_path: Path) -> None:
    """No byte of them is that of a Latin letter."""
    said = "ничего не говори никому 🙂"

    assert texts(tmp_path, "a.txt", said.encode("utf-32-be")) == [said]


def test_a_row_of_numbers_is_no_text(tmp_path: Path) -> None:
    """Small numbers in four bytes each look like characters that nobody writes."""
    file = tmp_path / "a.bin"
    file.write_bytes(b"".join(number.to_bytes(4, "little") for number in range(4000)))

    assert not read_document(str(file)).is_text


def test_what_breaks_off_within_a_character_names_its_encoding(tmp_path: Path) -> None:
    """It is no UTF-8 that fails here."""
    assert gaps(tmp_path, "a.txt", SAID.encode("utf-16") + b"a")[0].startswith(
        "this is not in UTF-16"
    )


# --- packed ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "begins",
    [
        b"PK\x03\x04",
        b"\x1f\x8b\x08",
        b"BZh9",
        b"\xfd7zXZ\0",
        b"7z\xbc\xaf\x27\x1c",
        b"Rar!\x1a\x07",
        b"\x28\xb5\x2f\xfd",
        b"\x04\x22\x4d\x18",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    ],
)
@pytest.mark.parametrize("name", ["a", "a.dat", "a.backup"])
def test_what_is_packed_is_a_gap_under_any_name(begins: bytes, name: str, tmp_path: Path) -> None:
    """It may hold texts, which nobody looked at."""
    (reason,) = gaps(tmp_path, name, begins + b"\0\xff\xfe" * 40)

    assert "is not read" in reason


def test_programs_and_weights_hold_no_text(tmp_path: Path) -> None:
    """They are packed as archives are, and no folder should fail for them."""
    for name in ("a.whl", "a.jar", "a.npz"):
        assert gaps(tmp_path, name, b"PK\x03\x04" + b"\0\xff\xfe" * 40) == []


# --- files that go ------------------------------------------------------------------------------


def test_a_file_that_is_gone_by_its_turn_is_a_gap(tmp_path: Path) -> None:
    """The others are screened; one that never was is refused before any of them is read."""
    file = tmp_path / "a.txt"
    file.write_text(SAID)
    (found,) = files_in([str(tmp_path)])
    file.unlink()

    assert [reason for _, reason in read_found(found).gaps] == ["this file is no longer there"]
    with pytest.raises(GovsimError, match="cannot be read"):
        list(files_in([str(tmp_path / "b.txt")]))


def test_a_file_that_memory_does_not_hold_is_a_gap(tmp_path: Path, monkeypatch) -> None:
    """Whatever of it was in the way, the rest of a folder is screened."""

    def full(*_: object) -> str:
        raise MemoryError

    monkeypatch.setattr("govsim.sources.documents.reading._decoded", full)

    assert gaps(tmp_path, "a.txt", b"x") == ["this takes more memory than the system gives"]


@pytest.fixture
def deep(tmp_path: Path):
    """A folder in a folder in a folder, deeper than functions may call one another."""
    home = Path.cwd()
    os.chdir(tmp_path)
    for _ in range(1200):
        Path("a").mkdir()
        os.chdir("a")
    Path("b.jsonl").write_text('{"text": "b"}')
    os.chdir(home)
    yield tmp_path
    subprocess.run(["rm", "-rf", str(tmp_path / "a")], check=False)


def test_folders_may_be_nested_deeper_than_functions(deep: Path) -> None:
    """They are walked all the same, for screening and for rows."""
    (found,) = files_in([str(deep)])

    assert found.endswith("/a/a/b.jsonl")
    assert RowFiles([deep]).paths == (found,)
    assert list(walk(deep)) == [found]


# --- places -------------------------------------------------------------------------------------


def test_places_in_a_wide_row_are_counted_once() -> None:
    """Of a row of many cells, each may hold a finding."""
    row = Record(",".join(f'"c{n}, x"' for n in range(3000)), ",")
    parts._cells.cache_clear()

    found = [Part(f"c{n}, x", record=row, cell=n).place("a.csv", 0, 2).column for n in range(3000)]

    assert found[:3] == [2, 10, 18]
    assert found == [row.text.index(f'"c{n},') + 2 for n in range(3000)]
    assert parts._cells.cache_info().misses == 1


def test_places_in_a_text_with_escapes_are_counted_once() -> None:
    """So in a long text of JSON, in which anything may stand many times."""
    written = r"ab\n" * 3000
    part = Part("ab\n" * 3000, written=written, column=5)
    parts._pieces_of.cache_clear()

    found = [part.place("a.json", at, at + 2) for at in range(0, 9000, 3)]

    assert [(each.column, each.length) for each in found] == [
        (5 + at, 2) for at in range(0, 12000, 4)
    ]
    assert parts._pieces_of.cache_info().misses == 1


def test_places_in_many_lines_are_counted_once() -> None:
    """So in a plain text."""
    part = Part("ab\n" * 3000)
    parts._begins.cache_clear()

    assert [part.place("a.txt", at, at + 2).line for at in range(0, 9000, 3)] == [*range(1, 3001)]
    assert [part.last_line(at + 2) for at in range(0, 9000, 3)] == [*range(1, 3001)]
    assert parts._begins.cache_info().misses == 1


def test_a_cell_that_nobody_closes_has_its_place() -> None:
    """It goes on to the end of the row."""
    row = Record('1,"a gun, a', ",")

    assert Part("a gun, a", record=row, cell=1).place("a.csv", 2, 5).column == 6


# --- notebooks ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        pytest.param({"cells": [{"source": "x"}], "note": {"a": [SAID]}}, id="beside the cells"),
        pytest.param({"cells": [{"source": "x"}, SAID]}, id="instead of a cell"),
        pytest.param({"cells": {"0": {"source": SAID}}}, id="cells that are no list"),
        pytest.param({"cells": [{"source": "x", "id": SAID}]}, id="as an id"),
        pytest.param({"cells": [{"source": "x", "cell_type": SAID}]}, id="as a type"),
        pytest.param(
            {"cells": [{"source": "x", "outputs": [{"data": {"json": {"name": SAID}}}]}]},
            id="a field of an output",
        ),
        pytest.param(
            {"cells": [{"source": "x", "outputs": [{"name": SAID}]}]}, id="the name of a stream"
        ),
        pytest.param({"cells": [{"source": "x", "outputs": [{SAID: 1}]}]}, id="a key"),
        pytest.param(
            {"cells": [{"source": "x"}], "metadata": {"kernelspec": {"display_name": SAID}}},
            id="the name of a kernel",
        ),
    ],
)
def test_nothing_in_a_notebook_is_passed_over(content: object, tmp_path: Path) -> None:
    """Wherever somebody puts a sentence, it is screened."""
    assert SAID in texts(tmp_path, "a.ipynb", json.dumps(content).encode())


def test_what_follows_where_a_notebook_breaks_off_is_screened(tmp_path: Path) -> None:
    """As of any JSON: it is a gap, and its text is looked at as it stands."""
    content = f'{{"cells": [{{"source": "x"}}, "{SAID}'.encode()

    assert texts(tmp_path, "a.ipynb", content) == ["x", f'"{SAID}']
    assert gaps(tmp_path, "a.ipynb", content)


def test_what_a_notebook_says_of_itself_is_no_text(tmp_path: Path) -> None:
    """Types, ids, the kernel: the same in every notebook."""
    output = {"output_type": "stream", "name": "stdout", "text": ["1\n"]}
    cell = {"cell_type": "code", "id": "ab-1", "metadata": {}, "source": "x", "outputs": [output]}
    kernel = {"kernelspec": {"display_name": "Python 3 (ipykernel)", "name": "python3"}}

    content = json.dumps({"cells": [cell], "metadata": kernel, "nbformat": 4}).encode()

    assert texts(tmp_path, "a.ipynb", content) == ["x", "1\n"]


# --- parquet ------------------------------------------------------------------------------------


def table(tmp_path: Path, **columns: object) -> str:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    parquet.write_table(pa.table(columns), tmp_path / "a.parquet")
    return str(tmp_path / "a.parquet")


def test_moments_that_python_cannot_hold_cost_no_other_value(tmp_path: Path) -> None:
    """Billionths of a second, years beyond 9999 and unknown clocks are of no person."""
    pa = pytest.importorskip("pyarrow")
    file = table(
        tmp_path,
        fine=pa.array([1_234_567_890_123_456_789, None], pa.timestamp("ns")),
        late=pa.array([2**62, None], pa.timestamp("us")),
        far=pa.array([5, None], pa.timestamp("us", tz="Mars/Phobos")),
        day=pa.array([2_000_000_000, 0], pa.int32()).view(pa.date32()),
        said=[SAID, "b"],
    )

    read = read_document(file)

    assert [part.text for part in read.parts] == [SAID, date(1970, 1, 1).isoformat(), "b"]
    assert read.gaps == ()


def test_bytes_that_are_no_text_are_told_and_read(tmp_path: Path) -> None:
    """The rest of the file is screened all the same."""
    pa = pytest.importorskip("pyarrow")
    ends, held = pa.py_buffer(b"\0\0\0\0\x05\0\0\0"), pa.py_buffer(b"\xffabcd")
    file = table(tmp_path, a=pa.Array.from_buffers(pa.string(), 1, [None, ends, held]), b=[SAID])

    read = read_document(file)

    assert [part.text for part in read.parts] == ["\ufffdabcd", SAID]
    assert [reason for _, reason in read.gaps] == [
        "from row 1 on, column 1: a value that cannot be read"
    ]


@pytest.mark.parametrize(
    ("limit", "value", "rows", "reason"),
    [
        ("_MOST_VALUES", 5, 0, "more than 5 values in one file"),
        ("_WIDEST", 5, 0, "more than 0 MiB in one column"),
        ("_MOST_CHARACTERS", 80, 3, "from row 4 on: more than 0 MiB of text in one file"),
    ],
)
def test_a_table_that_unpacks_to_too_much_is_a_gap(
    limit: str, value: int, rows: int, reason: str, tmp_path: Path, monkeypatch
) -> None:
    """A value that is repeated costs a file nothing, and whoever reads it a lot."""
    file = table(tmp_path, a=[SAID] * 9)
    monkeypatch.setattr(parquet_tables, limit, value)

    read = read_document(file)

    assert len(read.parts) == rows
    assert [told for _, told in read.gaps] == [reason]

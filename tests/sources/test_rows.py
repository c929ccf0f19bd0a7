"""Labelled rows are read from every form, and what cannot be used is told with its place."""

import gzip
import io
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govsim.errors import GovsimError
from govsim.guardrails import Channel
from govsim.guardrails.evaluation import Row, Span
from govsim.sources.decision_records import read_records
from govsim.sources.row_files import LONGEST, RowFiles
from govsim.sources.rows import CHANNELS, read_rows
from govsim.sources.scopes import read_scopes

FULL = {
    "id": "r1", "text": "mail a@b.cd", "label": 1, "channel": "document", "source": "s",
    "lang": "en", "kind": "direct", "spans": [{"start": 5, "end": 11, "type": "EMAIL"}],
    "licence": "MIT",
}  # fmt: skip
ROW = Row(
    "r1", "mail a@b.cd", True, (Span(5, 11, "EMAIL"),), Channel.DOCUMENT, "s", "en", "direct", "MIT"
)


def read(*paths, **more) -> tuple[list[Row], list[str]]:
    refused: list[GovsimError] = []
    rows = list(read_rows(RowFiles(paths), refused.append, **more))
    return rows, [f"{error.at}: {error.message}" for error in refused]


def of(tmp_path, content: str | bytes, name: str = "x.jsonl", **more):
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    rows, refused = read(path, **more)
    return rows, [each.replace(f"{path}", "x") for each in refused]


def test_json_lines_compressed_or_not(tmp_path) -> None:
    """Fields beyond those of a row are left alone, and gzip is told by its content."""
    line = json.dumps(FULL).encode()

    assert of(tmp_path, line) == ([ROW], [])
    assert of(tmp_path, gzip.compress(line), "x.jsonl.gz") == ([ROW], [])
    assert of(tmp_path, gzip.compress(line)) == ([ROW], [])
    assert of(tmp_path, b"\xef\xbb\xbf" + line) == ([ROW], [])
    assert of(tmp_path, line.decode().encode("utf-16")) == ([ROW], [])
    assert of(tmp_path, line, "x") == ([ROW], [])


def test_types_may_be_named_as_presidio_names_them(tmp_path) -> None:
    """A file that was labelled for Presidio is counted by the types that detectors find."""
    span = {"start": 5, "end": 11, "type": "EMAIL_ADDRESS"}

    assert of(tmp_path, json.dumps(FULL | {"spans": [span]})) == ([ROW], [])


def test_json_arrays_and_objects(tmp_path) -> None:
    """A JSON array is rows, one object is a row, and lines by the name of JSON are lines."""
    assert of(tmp_path, json.dumps([FULL, FULL], indent=1), "x.json") == ([ROW, ROW], [])
    assert of(tmp_path, json.dumps(FULL, indent=1), "x.json") == ([ROW], [])
    assert of(tmp_path, f"{json.dumps(FULL)}\n" * 2, "x.json") == ([ROW, ROW], [])
    assert of(tmp_path, json.dumps([FULL]), "x") == ([ROW], [])


def test_csv(tmp_path) -> None:
    """In CSV labels are words, spans are JSON, and `null` is a text like any other."""
    spans = '"[{""start"": 5, ""end"": 11, ""type"": ""EMAIL""}]"'
    text = f"ID,Text,label,channel,source,lang,kind,license,spans\nr1,mail a@b.cd,1,document,s,en,direct,MIT,{spans}\n"

    assert of(tmp_path, text, "x.csv") == ([ROW], [])
    rows, _ = of(tmp_path, 'text;label\nnull;0\n"two\nlines";\n', "x.csv")
    assert [(row.text, row.label, row.id.rsplit(":", 1)[1]) for row in rows] == [
        ("null", False, "2"), ("two\nlines", None, "3"),
    ]  # fmt: skip


def test_parquet(tmp_path) -> None:
    """Parquet has lists of spans, and rows by number."""
    path = tmp_path / "x.parquet"
    pq.write_table(pa.Table.from_pylist([FULL, {**FULL, "id": None, "spans": None}]), path)

    rows, refused = read(path)

    assert rows[0] == ROW
    assert (rows[1].id, rows[1].spans, refused) == (f"{path}:2", None, [])


def test_plain_lines(tmp_path) -> None:
    """A log is a text a line, in the channel that is given."""
    rows, _ = of(tmp_path, "one\n\ntwo\r\n", "chat.log", channel=Channel.OUTPUT)

    assert [(row.text, row.channel, row.source) for row in rows] == [
        ("one", Channel.OUTPUT, "chat"), ("two", Channel.OUTPUT, "chat"),
    ]  # fmt: skip


def test_what_is_not_said(tmp_path) -> None:
    """A row needs a text; its id is its place, its source its file, its channel the user's."""
    (row,), _ = of(tmp_path, '{"text": ""}', "chats.jsonl")

    assert str(row.id).endswith("chats.jsonl:1")
    assert (row.label, row.spans, row.channel) == (None, None, Channel.USER)
    assert (row.source, row.lang, row.kind) == ("chats", "unstated", "unstated")
    assert of(tmp_path, '{"text": "", "id": 7}')[0][0].id == 7


@pytest.mark.parametrize(
    ("line", "words"),
    [
        pytest.param("{", "this line holds no JSON", id="no JSON"),
        pytest.param("[1]", "this row is no object with fields", id="no object"),
        pytest.param('{"label": 1}', "this row has no text", id="no text"),
        pytest.param('{"text": 1}', "the text of this row is no text", id="a number"),
        pytest.param('{"text": "x", "label": 2}', "the label is `2`, where 0 or 1 is expected", id="label"),
        pytest.param('{"text": "x", "channel": "c"}', "there is no channel `c`", id="channel"),
        pytest.param('{"text": "x", "spans": 1}', "the spans are no list", id="spans"),
        pytest.param('{"text": "x", "spans": [1]}', "a span lacks `start`, `end` or `type`", id="span"),
        pytest.param(
            '{"text": "x", "spans": [{"start": 0, "end": 2, "type": "A"}]}',
            "the span 0 to 2 does not lie in a text of 1",
            id="outside",
        ),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_used_is_told_and_the_rest_is_read(tmp_path, line, words) -> None:
    """A malformed row has its file and line, and takes no other row with it."""
    rows, refused = of(tmp_path, f'{{"text": "a"}}\n{line}\n{{"text": "b"}}\n')

    assert [row.text for row in rows] == ["a", "b"]
    assert refused == [f"x:2:1: {words}"]


def test_bytes_that_are_no_text_are_told_by_line(tmp_path) -> None:
    """One line in another encoding does not make a file unreadable."""
    rows, refused = of(tmp_path, b'{"text": "a"}\n{"text": "\xff"}\n{"text": "b"}\n')
    assert [row.text for row in rows] == ["a", "b"]
    assert refused == ["x:2:1: this line is not in UTF-8"]

    rows, refused = of(tmp_path, b"text,label\na,1\n\xff,0\nb,0\n", "x.csv")
    assert [row.text for row in rows] == ["a", "b"]
    assert refused == ["x:3:1: this row is not in UTF-8"]


def test_a_line_beyond_all_measure_is_passed_over(tmp_path, monkeypatch) -> None:
    """A line that is too long is told, and never held as a whole."""
    monkeypatch.setattr("govsim.sources.row_files.LONGEST", 30)
    rows, refused = of(tmp_path, f'{{"text": "{"a" * 99}"}}\n{{"text": "b"}}\n')

    assert LONGEST > 30
    assert [row.text for row in rows] == ["b"]
    assert refused == ["x:1:1: this line is longer than 64 MiB"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        pytest.param("x.jsonl.gz", gzip.compress(b'{"text": "a"}' * 99)[:-20], "unreadable", id="cut"),
        pytest.param("x.json", b"[1, 2", "unreadable", id="no JSON"),
        pytest.param("x.json", b'{"rows": [],\n"a": 1}', "unreadable", id="no rows"),
        pytest.param("x.json", b"[" * 100_000, "unreadable", id="too deep"),
        pytest.param("x.bin", b"\x00\x01\x02", "unknown-format", id="no form"),
        pytest.param("x.parquet", b"PAR1", "unreadable", id="no parquet"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_an_error(tmp_path, name, content, code) -> None:
    """A whole file that cannot be read is never passed over."""
    with pytest.raises(GovsimError) as caught:
        of(tmp_path, content, name)

    assert caught.value.code == code


def test_folders_and_standard_input(tmp_path, monkeypatch) -> None:
    """A folder stands for its files of rows, sorted; standard input can be read twice."""
    (tmp_path / "b.jsonl").write_text('{"text": "b"}')
    (tmp_path / "a.csv").write_text("text\na\n")
    (tmp_path / "notes.md").write_text("no rows")
    (tmp_path / "empty").mkdir()

    assert [row.text for row in read(tmp_path)[0]] == ["a", "b"]
    with pytest.raises(GovsimError, match="holds no file of rows"):
        read(tmp_path / "empty")
    with pytest.raises(GovsimError, match="cannot be read: no such file"):
        read(tmp_path / "gone.jsonl")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b'{"text": "x"}\n')))
    files = RowFiles(["-"])
    for _ in range(2):
        assert [row.id for row in read_rows(files, lambda _: None)] == ["-:1"]


def test_every_channel_has_its_own_name() -> None:
    """A channel is known by its own name, and by what other collections call it."""
    assert {CHANNELS[str(channel)] for channel in Channel} == set(Channel)
    assert CHANNELS["tool"] is Channel.TOOL_OUTPUT


@given(content=st.binary(max_size=200), name=st.sampled_from(["jsonl", "json", "csv", "txt", "x"]))
def test_any_bytes_are_rows_or_a_clear_error(tmp_path_factory, content, name) -> None:
    """Whatever a file holds, it is read, its rows are refused, or it is an error with a code."""
    path = tmp_path_factory.mktemp("any") / f"x.{name}"
    path.write_bytes(content)
    try:
        rows, _ = read(path)
    except GovsimError as error:
        rows, told = [], error.code
    else:
        told = "unreadable"

    assert told in {"unreadable", "unknown-format"}
    assert all(isinstance(row.text, str) for row in rows)


# --- what goes with rows ---------------------------------------------------------------------


def test_scopes_of_a_mapping_or_a_manifest(tmp_path) -> None:
    """What a source labels is told by name, in either form."""
    path = tmp_path / "scopes.json"
    path.write_text('{"a": ["EMAIL"]}')
    assert read_scopes(path) == {"a": ("EMAIL",)}
    path.write_text('[{"source": "a", "scope": ["EMAIL"], "licence": "MIT"}]')
    assert read_scopes(path) == {"a": ("EMAIL",)}
    for wrong in ("[1]", '{"a": "EMAIL"}', "3", '[{"source": "a"}]'):
        path.write_text(wrong)
        with pytest.raises(GovsimError, match="does not say which types"):
            read_scopes(path)


RECORD = (
    '{"number": %s, "id": %s, "channel": "user", "characters": 1, "outcome": "allow", '
    '"policy": {"name": "a", "hash": "b"}, "findings": [], "gaps": [], "detectors": {}, '
    '"source": "", "text": "", "signature": ""}'
)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param("{}\n", "this line is no decision record", id="no record"),
        pytest.param("nonsense\n", "this line holds no JSON", id="no JSON"),
        pytest.param(RECORD % ("1e999", '"a"'), "this line is no decision record", id="infinite"),
        pytest.param(
            RECORD % ("1", '["a"]'), "this line is no decision record", id="a list for id"
        ),
    ],
)
def test_what_is_no_decision_record_is_refused(tmp_path: Path, content, words) -> None:
    """Records are not edited by hand, so one that is broken is an error."""
    (tmp_path / "r.jsonl").write_text(content)

    with pytest.raises(GovsimError, match=words):
        list(read_records(tmp_path / "r.jsonl"))

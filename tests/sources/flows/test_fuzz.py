"""Whatever a file holds, it is read or refused, and nothing else happens."""

import copy
import json
import tempfile
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from govsim.errors import GovsimError
from govsim.model.flows import LineageFacts
from govsim.sources.flows import read_lineage
from tests.sources.flows.samples import SAMPLES

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(["99999999999999999999", "2026-13-45", "{{X}}", "`", "a.b.c", "/", "²"]),
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


def read(text: str | bytes, name: str) -> LineageFacts:
    """Read one file; a traceback fails the test by itself."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "replace"))
        facts = read_lineage([path])
    for error in facts.refused:
        assert isinstance(error, GovsimError)
        assert error.render()
    return facts


def spots(value, path=()):
    """Yield the path of every value inside a value."""
    yield path
    if isinstance(value, dict):
        for key, held in value.items():
            yield from spots(held, (*path, key))
    elif isinstance(value, list):
        for place, held in enumerate(value):
            yield from spots(held, (*path, place))


@given(st.data())
def test_any_sample_with_any_part_changed_is_read_or_refused(data) -> None:
    """One value of a real file replaced by anything never ends in a traceback."""
    sample = copy.deepcopy(data.draw(st.sampled_from(SAMPLES)))
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(list(spots(sample))))
        new = data.draw(values)
        if not path:
            sample = new
            continue
        inner = sample
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = new
    facts = read(json.dumps(sample), data.draw(st.sampled_from(["f.json", "f.jsonl", "f.yaml"])))

    assert facts.records >= len(facts.refused) - 1


@given(
    st.binary(max_size=80),
    st.sampled_from(["f.json", "f.jsonl", "f.csv", "f.yaml", "f", "MLmodel", "f.parquet"]),
)
@example(b"\xff\xfe{\x00", "f.json")
@example(b"[" * 100_000, "f.json")
@example(b'{"a":' * 100_000, "f.jsonl")
@example(b"source_path,target_path\n\x00,\x00\n", "f.csv")
@example(b'source_path,target_path\n"a', "f.csv")
@example(b"a: &a [*a]", "f.yaml")
@example(b"{}" + b"9" * 10_000, "f.json")
@example(b'{"eventTime": ' + b"9" * 5_000 + b"}", "f.jsonl")
def test_any_bytes_are_read_or_refused(content: bytes, name: str) -> None:
    """Bytes of any kind under any name never end in a traceback."""
    read(content, name)


@given(st.sampled_from(SAMPLES), st.integers(0, 400))
def test_a_file_that_is_cut_off_is_refused(sample, cut: int) -> None:
    """A JSON text that ends early is told with its place."""
    text = json.dumps(sample, indent=1)
    facts = read(text[: min(cut, len(text) - 1)].encode() or b"{", "f.json")

    assert facts.refused
    assert facts.refused[0].at is not None

"""A judge behind an endpoint is asked, and only a verdict that is one is taken for one."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from govsim.errors import GovsimError
from govsim.guardrails import Channel, Outcome, Policy, Verdict, screen
from govsim.guardrails.adapters import detector_of_model
from govsim.guardrails.adapters.verdicts import Judged, judged
from govsim.guardrails.policy import Model, Rule


class Endpoint(BaseHTTPRequestHandler):
    """Answers every chat with what the test wants to be said."""

    server: "Host"

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        self.server.asked.append(
            (self.path, dict(self.headers), json.loads(self.rfile.read(length)))
        )
        self.server.gate.wait(5)
        body = self.server.says
        if isinstance(body, str):
            body = json.dumps({"choices": [{"message": {"content": body}}]}).encode()
        self.send_response(self.server.status)
        if self.server.status == 302:
            self.send_header("Location", "http://127.0.0.1:9/elsewhere")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        for at in range(len(body)):
            self.wfile.write(body[at : at + 1])
            self.wfile.flush()
            self.server.pause.wait(self.server.seconds)

    def log_message(self, *words: Any) -> None:
        pass


class Host(HTTPServer):
    says: str | bytes = "safe"
    status = 200
    seconds = 0.0  # between two bytes

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Endpoint)
        self.asked: list[tuple[str, dict[str, str], dict[str, Any]]] = []
        self.pause = threading.Event()
        self.gate = threading.Event()
        self.gate.set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


@pytest.fixture
def host() -> Iterator[Host]:
    made = Host()
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    made.gate.set()
    made.pause.set()
    made.shutdown()
    thread.join()
    made.server_close()


def asked(host: Host, text: str = "hello", **more: object) -> Verdict:
    model = Model("judge", url=host.url, model="guard", **more)  # type: ignore[arg-type]
    rules = {Channel.USER: (Rule("judge", Outcome.REDACT),)}
    return screen(text, Policy("t", channels=rules, models=(model,)))


def test_a_harmless_text_has_no_finding(host: Host) -> None:
    """The judge is asked at the path of the OpenAI form, with the text between marked lines."""
    verdict = asked(host, "what is the time?", key="k1")
    path, headers, body = host.asked[0]

    assert verdict.outcome is Outcome.ALLOW
    assert (path, headers["Authorization"], body["model"]) == (
        "/v1/chat/completions",
        "Bearer k1",
        "guard",
    )
    assert "\nwhat is the time?\n=== " in body["messages"][0]["content"]
    assert "`user`" in body["messages"][0]["content"]


def test_a_finding_bears_type_and_score(host: Host) -> None:
    """What the judge says of a text becomes a finding over the whole of it."""
    host.says = '{"verdict": "unsafe", "type": "JAILBREAK", "score": 0.8}'
    (finding,) = asked(host).findings

    assert (finding.type, finding.score, finding.start, finding.end) == ("JAILBREAK", 0.8, 0, 5)


def test_codes_of_llama_guard_are_mapped_by_the_policy(host: Host) -> None:
    """Two lines with codes are a verdict, too."""
    host.says = "\n\nunsafe\nS1,S10"
    verdict = asked(host, labels={"S1": "VIOLENT_CRIME"})

    assert sorted(f.type for f in verdict.findings) == ["S10", "VIOLENT_CRIME"]


def test_a_prompt_of_ones_own_is_used(host: Host) -> None:
    """A prompt without a place for the text is what the system says."""
    asked(host, "hi {marker}", prompt="Say safe or unsafe: {text}!")
    asked(host, "hi", prompt="Say safe or unsafe.")

    assert host.asked[0][2]["messages"] == [
        {"role": "user", "content": "Say safe or unsafe: hi {marker}!"}
    ]
    assert [m["role"] for m in host.asked[1][2]["messages"]] == ["system", "user"]


def test_a_long_text_is_judged_in_pieces(host: Host) -> None:
    """Each piece is asked about, and too many leave the text unscanned."""
    asked(host, "word " * 10_000)
    assert len(host.asked) == 3

    assert asked(host, "word " * 400_000).gaps[0].reason == "the text is too long to be judged"


@pytest.mark.parametrize(
    ("says", "reason"),
    [
        pytest.param("I think it is fine.", "the answer of the judge is no verdict", id="talk"),
        pytest.param(b"{}", "the judge does not answer in the OpenAI form", id="another form"),
        pytest.param(b"\xff\xfe", "the judge does not answer in the OpenAI form", id="no JSON"),
        pytest.param(
            b"x" * (2 << 20), "the judge answered with more than 1048576 bytes", id="too much"
        ),
    ],
)
def test_an_answer_that_is_no_verdict_leaves_the_text_unscanned(
    host: Host, says: str | bytes, reason: str
) -> None:
    """Whatever else the endpoint says is no clean bill."""
    host.says = says
    verdict = asked(host)

    assert verdict.outcome is Outcome.BLOCK
    assert verdict.gaps[0].reason == reason


@pytest.mark.parametrize("status", [302, 401, 500])
def test_another_status_leaves_the_text_unscanned(host: Host, status: int) -> None:
    """No redirection is followed, and no error page is read."""
    host.status = status

    assert asked(host).gaps[0].reason == f"the judge answered with status {status}"
    assert len(host.asked) == 1


def test_an_endpoint_that_is_late_leaves_the_text_unscanned(host: Host) -> None:
    """The policy says how long to wait."""
    host.gate.clear()

    assert (
        asked(host, seconds=0.05).gaps[0].reason == "the judge did not answer within 0.05 seconds"
    )


def test_an_endpoint_that_dribbles_leaves_the_text_unscanned(host: Host) -> None:
    """The time is that of the whole answer, however often something of it comes."""
    host.seconds = 0.05
    begun = time.monotonic()
    verdict = asked(host, seconds=0.3)

    assert verdict.gaps[0].reason == "the judge did not answer within 0.3 seconds"
    assert time.monotonic() - begun < 1


def test_an_endpoint_that_is_not_there_leaves_the_text_unscanned(host: Host) -> None:
    """Nobody listens at port 9."""
    model = Model("judge", url="http://127.0.0.1:9/v1", seconds=1)
    rules = {Channel.USER: (Rule("judge", Outcome.FLAG),)}

    assert screen("x", Policy("t", channels=rules, models=(model,))).outcome is Outcome.BLOCK


@pytest.mark.parametrize(
    "url", ["ftp://x/v1", "x", "https://", "http://a:b@c/v1", "https://x/v1?k=1", "http://[x"]
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    """An endpoint is a plain address of the web."""
    with pytest.raises(GovsimError, match="is no address of an endpoint"):
        detector_of_model(Model("judge", url=url))


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param("safe", Judged((), 0.0), id="safe"),
        pytest.param(" Safe\n", Judged((), 0.0), id="capital"),
        pytest.param("unsafe", Judged(("UNSAFE",), 1.0), id="unsafe"),
        pytest.param("unsafe\nS9", Judged(("S9",), 1.0), id="a code"),
        pytest.param('{"verdict": "unsafe"}', Judged(("UNSAFE",), 1.0), id="JSON"),
        pytest.param(
            '```json\n{"verdict": "safe", "score": 0.3}\n```', Judged((), 0.0), id="a fence"
        ),
        pytest.param(
            '{"verdict": "unsafe", "types": ["A", "B"]}', Judged(("A", "B"), 1.0), id="types"
        ),
        pytest.param("safe. But unsafe", None, id="two words"),
        pytest.param("unsafe\nbecause it is bad!", None, id="talk"),
        pytest.param('{"verdict": "maybe"}', None, id="another word"),
        pytest.param('{"verdict": "safe", "mood": 1}', None, id="another key"),
        pytest.param('{"verdict": "unsafe", "score": 2}', None, id="no probability"),
        pytest.param('{"verdict": "unsafe", "score": true}', None, id="no number"),
        pytest.param('{"verdict": "unsafe", "type": 3}', None, id="no type"),
        pytest.param('["safe"]', None, id="a list"),
        pytest.param("[" * 100_000, None, id="deep"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_only_a_verdict_is_a_verdict(answer: str, expected: Judged | None) -> None:
    """JSON of a fixed form, or the lines of Llama Guard, and nothing else."""
    assert judged(answer) == expected

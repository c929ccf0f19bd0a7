"""Values whose signs a writer's tool has changed are read as they were."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govsim.guardrails.views.decoders import written_signs
from tests.guardrails.views.test_told import found

BODY = "cFBqoSBVBTvpTYArYtqS2Ko4" + "UtcjOkVnFyGh"
LIVE = "BO9v7GIwZaYu" + "FgJ1Lbxo2P9r"
SLACK = "1089765432/B".replace("1089765432", "TLQGP0Z9A") + "NQGLRRZPPC/0wZnEiGKqeXUBZTBEGuuI9H8"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("SECRET", rf"Token for the demo: ghp\_{BODY} \(expires soon\)"),
        ("SECRET", rf"> hook: sk\_live\_{LIVE}"),
        ("SECRET", rf"pattern: /^ghp\_{BODY}$/"),
        ("EMAIL", r"if ($from =~ /^ana_berg22@tallfir\.org$/i) { keep; }"),
        ("EMAIL", r"\thanks{\texttt{ana\_berg22\string@uol.\allowbreak com.\allowbreak br}}"),
        ("EMAIL", r"\email{ana\_b{@}corp\-bau.de}"),
        ("EMAIL", r"\texttt{ana\textunderscore b\char64 corp.de}"),
        ("EMAIL", r"{\rtf1\ansi write to \b ana_berg22\'40tallfir\'2eorg\b0\par}"),
        ("EMAIL", r'.mail::after { content: "anaberg7\40 ziggo\2e nl"; }'),
        ("SECRET", f"works: xoxb–010889192678–9144114197332–{LIVE} in #ops"),
        ("SECRET", f"saved as glpat–{LIVE[:20]} , careful"),
        ("EMAIL", "schreib an anna–maria.berg@kron–bau.de bitte"),
        ("SECRET", f"gitlab: glpat dash {LIVE[:20]} , valid thirty days"),
        ("SECRET", f"ghp underscore {BODY}"),
        ("SECRET", f"sk (underscore) live (underscore) {LIVE}"),
        ("SECRET", f"Ghp_{BODY} says my phone"),
        ("SECRET", f"hxxps://hooks[.]slack[.]com/services/{SLACK} keep it quiet"),
        ("SECRET", f"post to hooks.slack.com / services / {SLACK.replace('/', ' / ')} for noise"),
        ("SECRET", f"hooks dot slack dot com slash services slash {SLACK.replace('/', ' slash ')}"),
        ("SECRET", f"the bot7998532946 : AA{LIVE}{BODY[:9]} works"),
        ("SECRET", f"npm_ {' '.join(BODY[at : at + 4] for at in range(0, 36, 4))} in blocks"),
    ],
)  # fmt: skip
def test_signs_that_a_tool_changed_are_read(kind: str, text: str) -> None:
    """Escapes, longer dashes, capitals, words for signs and links taken apart hide nothing."""
    assert kind in {each for each, _ in found(text)}


@pytest.mark.parametrize(
    "text",
    [
        r"re.compile(r'\d{3}\.\d+\-[a-z]+\_[0-9]{4}')",
        r"\newcommand{\my\_name}{x} see \ref{fig\_1} and \cite{smith\_2019}",
        r"C:\Users\_shared\.cache\2e and \\server\at\dot",
        "The years 1998–2003 – and pages 12–17 – were lost in the north–south move of 2019.",
        "put a dash in front of abc123 and an underscore at the end of name_2",
        "Sk-learn 1.4 and Npm-run are words at the head of a line",
        "see hooks.slack.com / docs or discord.com for more",
        r"grep -E '^[\w.+-]+@[\w-]+\.[a-z]+$' file\.txt",
    ],
)
def test_what_is_escaped_as_usual_stays_quiet(text: str) -> None:
    """Patterns, commands, ranges and words are no values."""
    assert found(text) == []


@settings(max_examples=300)
@given(st.text("\\_.@'{}402ex5fstringalowbrkc hd6", max_size=16))
def test_no_escape_is_passed_over(text: str) -> None:
    """Where a glance finds no escape, there is none."""
    mark = written_signs._MARK.search(text.lower().encode())
    assert mark or not written_signs._ESCAPE.search(text)

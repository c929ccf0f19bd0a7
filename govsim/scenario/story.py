"""Decides scenarios: makes what is given, lets happen what happens, and asks what must be so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from govsim.access import Context, Decision
from govsim.errors import GovsimError, Place, ScriptError
from govsim.model.values import Grant
from govsim.scenario.cases import context_of
from govsim.scenario.expected import explained, needs_of
from govsim.scenario.flowing import impact_answer
from govsim.scenario.never import claim_of
from govsim.scenario.results import Report, Result, Unexercised
from govsim.scenario.screening import screen_answer, shortened
from govsim.simulator import Simulator
from govsim.sources import Story, Then, read_stories

Answer = tuple[str, str, str]  # expected, got, and what is wrong in words
Row = tuple[str, str, str]  # key, privilege, principal


def run_stories(path: str | Path) -> Report:
    """Run every scenario of a YAML file.

    Raises:
        GovsimError: The file is no scenario, or holds what cannot be read.
    """
    report = Report()
    for story in read_stories(path):
        report = report.joined(_Telling(story, str(path)).report())
    return report


class _Telling:
    """One scenario while it is told."""

    def __init__(self, story: Story, suite: str) -> None:
        self.story = story
        self.suite = suite
        self.exercised: set[Row] = set()
        self.context = context_of(story.where)
        self.before: Simulator

    def report(self) -> Report:
        """Run the scenario."""
        try:
            simulator = Simulator.of(self.story.state)
            simulator.attach(*self.story.lineage)
            self.before = simulator.branch()
            for happening in self.story.when:
                simulator.apply(
                    happening.statements,
                    principal=happening.principal or None,
                    context=self.context,
                )
        except GovsimError as error:
            return Report((self._broken(error, self.story.at, "what happens"),))
        self.exercised |= {
            (key, word, who) for event in simulator.audit for word, key, who in event.used
        }
        results = tuple(self._result(then, simulator) for then in self.story.then)
        return Report(results, tuple(self._unexercised(simulator)))

    def _result(self, then: Then, simulator: Simulator) -> Result:
        name = f"{self.story.about}: {_title(then)}"
        try:
            if then.fields.as_of is not None:
                simulator = simulator.as_of(version=then.fields.as_of)
            asked = _ASKED[then.question]
            expected, got, wrong, *missing = asked(self, then, simulator)
        except GovsimError as error:
            return self._broken(error, then.at, _title(then))
        wanted, had = missing or ((), ())
        return Result(name, self.suite, not wrong, expected, got, wanted, had, wrong, then.at)

    def _broken(self, error: GovsimError, at: Place, what: str) -> Result:
        errors = error.errors if isinstance(error, ScriptError) else (error,)
        return Result(
            f"{self.story.about}: {what}",
            self.suite,
            passed=False,
            expected="",
            got="error",
            message="\n".join(each.render() for each in errors),
            at=at,
            broken=True,
        )

    # --- the questions ---

    def _where(self, then: Then) -> Context:
        where = self.story.where
        if then.fields.workspace is not None:
            where = replace(where, workspace=then.fields.workspace)
        if then.fields.compute is not None:
            kind, _, name = then.fields.compute.partition(" ")
            where = replace(where, warehouse=name.strip(), dedicated=kind == "dedicated")
        return context_of(where)

    def _ask(self, then: Then, simulator: Simulator) -> tuple[Any, ...]:
        fields = then.fields
        who, question = _asker(fields.ask, then.at)
        decision = simulator.check(who, question, context=self._where(then))
        self._exercise(decision)
        expected = (fields.answer or ("",))[0]
        got = "allow" if decision.allowed else "deny"
        wrong = _disagreement(then, decision, expected, got)
        told = f"{wrong}\n{decision.explain()}" if wrong else ""
        return expected or got, got, told, fields.missing or (), decision.lacking

    def _who_can(self, then: Then, simulator: Simulator) -> Answer:
        question = then.fields.who_can
        found = simulator.who_can(question, context=self._where(then))
        for who in found:
            self._exercise(simulator.check(who, question, context=self._where(then)))
        return _lists(then.fields.answer or (), found)

    def _what_can(self, then: Then, simulator: Simulator) -> Answer:
        who, what = _asker(then.fields.what_can, then.at)
        found = simulator.what_can(who, what, context=self._where(then))
        for name in found:
            asked = f"{what} {name}" if what.islower() else f"{what} ON {name}"
            self._exercise(simulator.check(who, asked, context=self._where(then)))
        return _lists(then.fields.answer or (), found)

    def _never(self, then: Then, simulator: Simulator) -> Answer:
        from govsim.impact.prove import never

        snapshot = simulator.snapshot
        privilege, keys = claim_of(then.fields.never, snapshot, simulator.session)
        if not keys:
            return "never", "nothing to speak of", "the claim speaks of no securable at all"
        workspace = self.story.where.workspace if snapshot.settings.bindings else None
        outside = frozenset(then.fields.outside)
        proof = never(snapshot, privilege, keys, outside, workspace=workspace)
        if proof.proved:
            return "never", "never", ""
        lines = [_counterexample(one) for one in proof.counterexamples[:3]]
        lines += [f"{_name(key)} is not proved: {why}" for key, why in proof.unproved[:3]]
        return "never", "refuted" if proof.counterexamples else "not proved", "\n".join(lines)

    def _refused(self, then: Then, simulator: Simulator) -> Answer:
        fields = then.fields
        try:
            simulator.branch().apply(
                fields.refused, principal=fields.as_ or None, context=self._where(then)
            )
        except GovsimError as error:
            errors = error.errors if isinstance(error, ScriptError) else (error,)
            told = "; ".join(f"{each.code}: {each.message}" for each in errors)
            if fields.code and all(each.code != fields.code for each in errors):
                return fields.code, told, f"refused for another reason: {told}"
            if fields.because and fields.because.lower() not in told.lower():
                return fields.because, told, f"refused for another reason: {told}"
            return "refused", "refused", ""
        return "refused", "done", f"it is not refused: {fields.refused}"

    def _plan(self, then: Then, _: Simulator) -> Answer:
        wanted = then.fields.plan
        assert wanted is not None
        script = [s for happening in self.story.when for s in happening.statements]
        principal = next((h.principal for h in self.story.when if h.principal), None)
        plan = self.before.plan(script, principal=principal, context=self._where(then))
        wrong: list[str] = []
        for word, names, side in (
            ("gained", wanted.gained, plan.gained),
            ("lost", wanted.lost, plan.lost),
        ):
            if names is None:
                continue
            found = {f"{one.principal} {one.privilege} {one.name}" for one in side}
            if not names and found:
                wrong.append(f"nothing is {word}, expected; got {'; '.join(sorted(found)[:5])}")
            wrong += [f"not {word}: {name}" for name in names if name not in found]
        return "the plan", "another plan" if wrong else "the plan", "\n".join(wrong)

    def _impact(self, then: Then, simulator: Simulator) -> Answer:
        return impact_answer(then.fields, simulator.impact(then.fields.impact))

    def _upstream(self, then: Then, simulator: Simulator) -> Answer:
        found = simulator.upstream(then.fields.upstream)
        return _lists(then.fields.answer or (), (str(hit.node) for hit in found.things))

    def _downstream(self, then: Then, simulator: Simulator) -> Answer:
        found = simulator.downstream(then.fields.downstream)
        return _lists(then.fields.answer or (), (str(hit.node) for hit in found.things))

    def _spread(self, then: Then, simulator: Simulator) -> Answer:
        found = simulator.spread(then.fields.spread).carried
        told = (f"{one.node} {one.level}" for one in found if one.path)
        return _lists(then.fields.answer or (), told)

    def _screen(self, then: Then, simulator: Simulator) -> Answer:
        return screen_answer(then, simulator)

    # --- what the expectations rest on ---

    def _exercise(self, decision: Decision) -> None:
        for met in decision.met:
            if met.grant is not None:
                row = met.grant
                self.exercised.add((row.on, row.privilege, row.principal))

    def _unexercised(self, simulator: Simulator) -> Iterator[Unexercised]:
        securables = simulator.snapshot.securables
        for row in _rows(simulator):
            if (row.on, row.privilege, row.principal) not in self.exercised:
                words = f"{row.privilege} on {securables[row.on].title} to {row.principal}"
                yield Unexercised(self.suite, words, row.at)


_ASKED: Final[dict[str, Callable[..., Any]]] = {
    "ask": _Telling._ask,
    "who can": _Telling._who_can,
    "what can": _Telling._what_can,
    "never": _Telling._never,
    "refused": _Telling._refused,
    "plan": _Telling._plan,
    "impact": _Telling._impact,
    "upstream": _Telling._upstream,
    "downstream": _Telling._downstream,
    "spread": _Telling._spread,
    "screen": _Telling._screen,
}


def _rows(simulator: Simulator) -> list[Grant]:
    grants = simulator.snapshot.grants
    rows = [
        row
        for by_privilege in grants.values()
        for holders in by_privilege.values()
        for row in holders.values()
        if row.at is not None and not row.denied
    ]
    return sorted(rows, key=lambda row: (row.at.line if row.at else 0, row.privilege))


def _asker(text: str, at: Place) -> tuple[str, str]:
    """Return who asks, in backticks or one word, and what."""
    words = text.strip()
    if words.startswith("`") and "`" in words[1:]:
        end = words.index("`", 1)
        who, question = words[1:end], words[end + 1 :].strip()
    else:
        who, _, question = words.partition(" ")
    if not question.strip():
        hint = "write who asks first: `ana read main.sales.orders`"
        raise GovsimError("wrong-value", f"`{text}` asks nothing", at=at, hint=hint)
    return who, question.strip()


def _disagreement(then: Then, decision: Decision, expected: str, got: str) -> str:
    fields = then.fields
    if expected and expected != got:
        return f"expected {expected}, got {got}"
    if fields.missing is not None and needs_of(fields.missing) != needs_of(decision.lacking):
        listed = "; ".join(decision.lacking) or "nothing"
        return f"expected missing {'; '.join(fields.missing) or 'nothing'}, got {listed}"
    if fields.because and not explained(decision, fields.because):
        return f"the answer is right, and not because of {fields.because}"
    if fields.error and fields.error not in (decision.platform_error() or ""):
        return f"expected the error {fields.error}"
    for wanted in fields.obligations or ():
        if not any(wanted.lower() in str(held).lower() for held in decision.obligations):
            return f"expected the obligation {wanted}"
    if fields.obligations == () and decision.obligations:
        return f"expected no obligation, got {decision.obligations[0]}"
    return ""


def _lists(expected: Iterable[str], found: Iterable[str]) -> Answer:
    wanted, had = sorted(set(expected)), sorted(set(found))
    lacking, more = sorted(set(wanted) - set(had)), sorted(set(had) - set(wanted))
    wrong = []
    if lacking:
        wrong.append(f"expected, and not there: {', '.join(lacking)}")
    if more:
        wrong.append(f"there, and not expected: {', '.join(more)}")
    return ", ".join(wanted) or "nobody", ", ".join(had) or "nobody", "\n".join(wrong)


def _counterexample(one: Any) -> str:
    who = one.user or "a newcomer"
    groups = f" in {', '.join(one.groups)}" if one.groups else ""
    return f"{who}{groups} may use {one.privilege} on {_name(one.key)}"


def _name(key: str) -> str:
    return key.partition(":")[2]


def _title(then: Then) -> str:
    fields = then.fields
    words = {
        "ask": fields.ask,
        "who can": f"who can {fields.who_can}",
        "what can": f"what can {fields.what_can}",
        "never": f"never {fields.never}",
        "refused": f"refused: {' '.join(fields.refused.split())}",
        "plan": "the plan",
        "impact": f"impact of {' '.join(fields.impact.split())}",
        "upstream": f"upstream of {fields.upstream}",
        "downstream": f"downstream of {fields.downstream}",
        "spread": f"spread of {fields.spread}",
        "screen": f"screen {shortened(fields.screen)}",
    }[then.question]
    past = f" as of version {fields.as_of}" if fields.as_of is not None else ""
    return f"{words}{past}"

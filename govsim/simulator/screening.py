"""Holds the questions about texts: may this one go there, given who sends it and whence it is."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from govsim.catalog import find
from govsim.errors import GovsimError
from govsim.simulator.flowing import Flowing

if TYPE_CHECKING:
    from govsim.guardrails import Channel, Circumstances, Policy, Verdict
    from govsim.guardrails.screening import Clock
    from govsim.guardrails.streaming import Stream

# Policies that were read: with what told their files apart then, and which those are.
_POLICIES: dict[str, tuple[Policy, tuple[tuple[int, int], ...], tuple[str, ...]]] = {}


class Screening(Flowing):
    """Every question about texts that go to a model or come from one."""

    def screen(
        self,
        text: str,
        policy: str | Path | Policy = "chat",
        channel: str | Channel = "user",
        *,
        principal: str | None = None,
        tables: Iterable[str] = (),
        destination: str = "",
        external: bool = True,
        system_prompt: str = "",
        canaries: Iterable[str] = (),
        clock: Clock | None = None,
    ) -> Verdict:
        """Return the verdict on a text.

        Args:
            text: What to screen.
            policy: A shipped policy by name, a file by its path, or a policy that was read.
            channel: Where the text stands, such as `user`, `document` or `output`.
            principal: Who sends it.
            tables: What it was taken from; tags of these and of their sources count for flows.
            destination: The endpoint it goes to.
            external: Whether it is outside.
            system_prompt: What an answer must not repeat.
            canaries: Words of that prompt that tell a leak.
            clock: Seconds, where the policy limits the time; the default is that of the machine.

        Raises:
            GovsimError: `unknown-guardrail-policy`, `unknown-securable`, `wrong-value`.
        """
        circumstances = self.circumstances(
            principal,
            tables=tables,
            destination=destination,
            external=external,
            system_prompt=system_prompt,
            canaries=canaries,
        )
        return _verdict(text, policy, channel, circumstances, clock)

    def stream(
        self,
        policy: str | Path | Policy = "chat",
        channel: str | Channel = "output",
        circumstances: Circumstances | None = None,
        *,
        window: int | None = None,
        overlap: int | None = None,
        clock: Clock | None = None,
    ) -> Stream:
        """Return a stream: what is fed to it comes out again once it was screened, redacted.

        Args:
            policy: A shipped policy by name, a file by its path, or a policy that was read.
            channel: Where the text stands.
            circumstances: Who sends it, what it was taken from, where it goes.
            window: How many characters are screened at a time; so many may be held back.
            overlap: The longest finding that is seen across pieces, in characters.
            clock: Seconds, where the policy limits the time; the default is that of the machine.

        Raises:
            GovsimError: `unknown-guardrail-policy`, or a wrong policy; `wrong-value`: there is no
                such channel, or no character fits into the window.
        """
        from govsim.guardrails.streaming import OVERLAP, WINDOW, Stream

        read = policy_named(str(policy)) if isinstance(policy, str | Path) else policy
        around = circumstances or self.circumstances()
        return Stream(
            read,
            channel_named(channel),
            around,
            clock=clock or monotonic,
            window=WINDOW if window is None else window,
            overlap=OVERLAP if overlap is None else overlap,
        )

    def circumstances(
        self,
        principal: str | None = None,
        *,
        tables: Iterable[str] = (),
        destination: str = "",
        external: bool = True,
        system_prompt: str = "",
        canaries: Iterable[str] = (),
    ) -> Circumstances:
        """Return what the metastore knows of a text: groups of its sender, tags of its tables.

        Args:
            principal: Who sends it.
            tables: What it was taken from; tags of these and of their sources count for flows.
            destination: The endpoint it goes to.
            external: Whether that endpoint is outside.
            system_prompt: What an answer must not repeat.
            canaries: Words of that prompt that tell a leak.

        Raises:
            GovsimError: `unknown-securable`.
        """
        from govsim.access import identities_of
        from govsim.guardrails import Circumstances

        who = principal or ""
        groups = identities_of(self.snapshot, who) if who else {}
        return Circumstances(
            who,
            frozenset(groups) - {who},
            frozenset(tag for table in tables for tag in self._tags(table)),
            destination,
            external,
            system_prompt,
            tuple(canaries),
        )

    def idle_flows(
        self, policy: str | Path, *, tags: Iterable[str] = ()
    ) -> tuple[GovsimError, ...]:
        """Return what flows of a policy name that nothing in the metastore knows, with the place.

        Args:
            policy: A shipped policy by name, or a file by its path.
            tags: What texts bear besides the tags of the metastore, as KEY or KEY=VALUE.

        Raises:
            GovsimError: `unknown-guardrail-policy`.
        """
        from govsim.simulator.flow_names import names_for_flows
        from govsim.sources.flow_checks import idle_flows

        return idle_flows(policy, names_for_flows(self.snapshot, frozenset(tags)))

    def _tags(self, table: str) -> Iterable[str]:
        """Yield the tags of a table and its columns, and of what it is made of.

        A view bears no tags of its own, and shows what its tables hold.
        """
        from govsim.access import effective_tags
        from govsim.model.flows import Node, NodeKind
        from govsim.model.kinds import SecurableType, key_of
        from govsim.model.statements import Target

        target = Target(SecurableType.TABLE, tuple(table.split(".")))
        found = find(self.snapshot, self.session, target, None)
        pairs = [*effective_tags(self.snapshot, found).items()]
        pairs += [pair for column in found.columns for pair in column.tags]
        for hit in self.lineage().upstream(Node(NodeKind.TABLE, found.name)).hits:
            above = self.snapshot.securables.get(key_of(SecurableType.TABLE, hit.node.name))
            if hit.node.kind is NodeKind.TABLE and above is not None:
                pairs += effective_tags(self.snapshot, above).items()
                named = (
                    each for each in above.columns if each.name.lower() == hit.node.column.lower()
                )
                pairs += [pair for column in named for pair in column.tags]
        return [f"{key}={value}" if value else key for key, value in pairs]


def _verdict(
    text: str,
    policy: str | Path | Policy,
    channel: str | Channel,
    circumstances: Circumstances,
    clock: Clock | None,
) -> Verdict:
    from govsim.guardrails import screen

    read = policy_named(str(policy)) if isinstance(policy, str | Path) else policy
    return screen(text, read, channel_named(channel), circumstances, clock=clock or monotonic)


def channel_named(name: str | Channel) -> Channel:
    """Return a channel by its name.

    Raises:
        GovsimError: `wrong-value`: there is none of this name.
    """
    from govsim.guardrails import Channel

    try:
        return Channel(name)
    except ValueError:
        hint = f"one of {', '.join(Channel)}"
        raise GovsimError("wrong-value", f"there is no channel `{name}`", hint=hint) from None


def policy_named(name: str) -> Policy:
    """Return a policy by its name or path; it is read anew when a file that it is made of changes.

    Raises:
        GovsimError: There is no such policy, or it cannot be read.
    """
    from govsim.sources.policies import policy_trees, read_policy

    held = _POLICIES.get(name)
    if held is not None and held[1] == tuple(map(_stamp, held[2])):
        return held[0]
    policy = read_policy(name)
    files = tuple(tree.place.source for tree in policy_trees(name))
    _POLICIES[name] = policy, tuple(map(_stamp, files)), files
    return policy


def _stamp(file: str) -> tuple[int, int]:
    """Return what changes when somebody writes a file."""
    try:
        found = Path(file).stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size

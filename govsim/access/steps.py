"""Holds the steps that operations are made of: each asks one thing of one securable."""

from __future__ import annotations

from collections.abc import Callable

from govsim.access.asking import Asking
from govsim.model.kinds import Kind, SecurableType
from govsim.model.values import Securable

Step = Callable[[Asking, Securable], object]


def use(asking: Asking, on: Securable) -> None:
    """Use of what holds it: USE CATALOG and USE SCHEMA above."""
    asking.use(on)


def inside(asking: Asking, on: Securable) -> None:
    """Use of the container itself and of what holds it."""
    asking.inside(on)


def writable(asking: Asking, on: Securable) -> None:
    """The workspace may write to the catalog."""
    asking.bound(on, write=True)


def bound(asking: Asking, on: Securable) -> None:
    """The workspace is bound to the catalog."""
    asking.bound(on)


def changeable(asking: Asking, on: Securable) -> None:
    """It is not the platform's own: `system`, `samples`, hive_metastore, an information_schema."""
    if on.kind is Kind.SYSTEM or (on.type is SecurableType.CATALOG and on.is_hive):
        asking.refuse("read-only-catalog", f"{on.title} is the platform's own and stays as it is")


def manage(asking: Asking, on: Securable) -> None:
    """Ownership or MANAGE here or above, or the metastore admin's role."""
    asking.need_manage(on)


def manage_unless_admin(asking: Asking, on: Securable) -> None:
    """Ownership or MANAGE here or above; the metastore admin's role alone is not enough."""
    asking.need_manage(on, admin=False)


def browse(asking: Asking, on: Securable) -> None:
    """Sight of it: BROWSE, management, or any privilege that its gates let her use."""
    asking.need_browse(on)


def see(asking: Asking, on: Securable) -> None:
    """What reading it entails: owners of views, filters, masks."""
    asking.see(on)


def run(asking: Asking, on: Securable) -> None:
    """EXECUTE, and what running it entails: the rights of its owner."""
    asking.call(on)


def privilege(*names: str) -> Step:
    """Any one of some privileges on it."""

    def step(asking: Asking, on: Securable) -> None:
        asking.need(on, *names)

    step.__doc__ = " or ".join(names)
    return step


def on_metastore(*names: str) -> Step:
    """Each of some privileges on the metastore."""

    def step(asking: Asking, on: Securable) -> None:
        for name in names:
            asking.need_on_metastore(name)

    step.__doc__ = " and ".join(names) + " on the metastore"
    return step


def own(what: str) -> Step:
    """Ownership of it; `what` begins the sentence of the refusal: `constraints need`."""

    def step(asking: Asking, on: Securable) -> None:
        asking.need_owner(on, what)

    step.__doc__ = "ownership"
    return step

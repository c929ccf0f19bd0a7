"""Serves every command: reads the words, runs the command, prints its answer or its errors."""

from __future__ import annotations

import argparse
import atexit
import gc
import os
import sys
from types import ModuleType
from typing import IO, TYPE_CHECKING, Final

from govsim.cli import (
    apply,
    audit,
    calibrate,
    check,
    classify,
    could_get,
    demonstrate,
    evaluate,
    explain,
    export,
    guardrails,
    impact,
    lineage,
    plan,
    redact,
    restore,
    screen,
    search,
    show,
    spread,
    test,
    what_can,
    who_can,
    why_not,
)
from govsim.cli.options import check_options
from govsim.cli.outcome import WRONG_INPUT, Outcome, status_of
from govsim.cli.printing import printed
from govsim.cli.words import Parser, arranged
from govsim.errors import GovsimError

if TYPE_CHECKING:
    from govsim.report import Answer

COMMANDS: Final[dict[str, ModuleType]] = {
    "check": check,
    "explain": explain,
    "why-not": why_not,
    "who-can": who_can,
    "what-can": what_can,
    "plan": plan,
    "apply": apply,
    "test": test,
    "show": show,
    "search": search,
    "lineage": lineage,
    "impact": impact,
    "spread": spread,
    "screen": screen,
    "redact": redact,
    "restore": restore,
    "guardrails": guardrails,
    "could-get": could_get,
    "audit": audit,
    "classify": classify,
    "eval": evaluate,
    "calibrate": calibrate,
    "export": export,
    "demo": demonstrate,
}
_DESCRIPTION: Final = (
    "Rehearse Unity Catalog governance: who may do what, and why; who gains or loses access by "
    "a change."
)
_EPILOG: Final = (
    "Exit status: 0 when all is well; 1 when something was found at or above --fail-on, a check "
    "is denied, a scenario fails or a proof does not hold; 2 when the input or the command line "
    "cannot be read."
)
_INTERRUPTED: Final = 130
_PIPE_CLOSED: Final = 141
# Formats that a program reads get the errors too, so that a build server shows them.
_FOR_PROGRAMS: Final = frozenset({"json", "junit", "sarif", "github", "gitlab"})


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    from govsim import __version__

    made = Parser(prog="govsim", description=_DESCRIPTION, epilog=_EPILOG, allow_abbrev=False)
    made.add_argument("--version", action="version", version=f"govsim {__version__}")
    commands = made.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for name, module in COMMANDS.items():
        command = commands.add_parser(
            name, help=module.HELP, description=module.ABOUT, allow_abbrev=False
        )
        module.arguments(command)
        command.set_defaults(run=module.run)
    return made


def main(argv: list[str] | None = None) -> int:
    """Run one command line and return the exit status."""
    _tolerant(sys.stdout)
    _tolerant(sys.stderr)
    words = list(sys.argv[1:] if argv is None else argv)
    if argv is None:  # the process ends with this: a last walk over all it holds frees nothing
        atexit.register(gc.freeze)
    try:
        status = _served(words)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # Whoever read has had enough.
        _silenced()
        return _PIPE_CLOSED
    except OSError as error:  # what was found could not be told, such as on a full disk
        _silenced()
        reason = (error.strerror or str(error)).lower()
        told = GovsimError("unwritable", f"standard output cannot be used: {reason}")
        return _failed(told, argparse.Namespace())
    return status


def _silenced() -> None:
    """Let the interpreter not complain at exit of what is left to be written."""
    sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115


def _served(words: list[str]) -> int:
    options = argparse.Namespace(format="text")
    shown: str | None = None
    try:
        options = _read(words)
        if options.command is None:
            return WRONG_INPUT
        outcome: Outcome = options.run(options)
        if outcome.answer is not None:
            from govsim.report import render

            shown = render(outcome.answer, options.format)
            if options.format == "json" and isinstance(outcome.answer.value, list):
                _beside(outcome.answer)
    except GovsimError as error:
        return _failed(error, options)
    except OSError as error:
        return _failed(_of_system(error), options)
    except MemoryError:
        return _failed(_of_memory(), options)
    except Exception as error:
        if os.environ.get("GOVSIM_TRACEBACK"):
            raise
        return _failed(_unexpected(error), options)
    if shown is not None:
        printed(shown, sys.stdout, options.format)
    return outcome.status


def _read(words: list[str]) -> argparse.Namespace:
    made = parser()
    name = next((word for word in words if not word.startswith("-")), None)
    if name is None and not words:
        made.print_help()
        return argparse.Namespace(command=None)
    if name in COMMANDS and words[0] == name:
        words = [name, *arranged(words[1:], _command(made, name))]
    elif name is not None and words[0] == name:
        raise _no_command(name)
    options = made.parse_args(words)
    if options.command is None:
        made.error("missing: COMMAND")
    check_options(options, options.command)
    return options


def _command(made: argparse.ArgumentParser, name: str) -> argparse.ArgumentParser:
    for action in made._actions:
        if isinstance(action, argparse._SubParsersAction):
            found: argparse.ArgumentParser = action.choices[name]
            return found
    raise KeyError(name)


def _no_command(name: str) -> GovsimError:
    from govsim.errors import nearest

    near = nearest(name, COMMANDS)
    hint = f"did you mean `govsim {near}`?" if near else f"one of {', '.join(COMMANDS)}"
    return GovsimError("usage", f"there is no command `{name}`", hint=hint)


def _beside(answer: Answer) -> None:
    """Print what else was found to standard error: a list in JSON has no place for it."""
    from govsim.report import render_findings

    if answer.findings:
        printed(render_findings(answer.findings) + "\n", sys.stderr, "text")


def _failed(error: GovsimError, options: argparse.Namespace) -> int:
    format_ = getattr(options, "format", "text")
    if format_ in _FOR_PROGRAMS and format_ in getattr(options, "formats", ()):
        from govsim.report import Answer, findings_of, render

        answer = Answer(f"govsim {options.command}", findings=findings_of(error))
        printed(render(answer, format_), sys.stdout, format_)
    printed(f"{error.render()}\n", sys.stderr, "text")
    return status_of(error)


def _of_system(error: OSError) -> GovsimError:
    if isinstance(error, BrokenPipeError):
        raise error
    name = f"`{error.filename}`" if error.filename else "the file"
    reason = (error.strerror or str(error)).lower()
    return GovsimError("unwritable", f"{name} cannot be used: {reason}")


def _of_memory() -> GovsimError:
    message = "this takes more memory than the system gives"
    return GovsimError("too-large", message, hint="split what is read, or use fewer --workers")


def _unexpected(error: Exception) -> GovsimError:
    words = " ".join(str(error).split())[:200]
    told = f"{type(error).__name__}: {words}" if words else type(error).__name__
    hint = "this is a defect of govsim; GOVSIM_TRACEBACK=1 shows where"
    return GovsimError("internal", f"govsim went wrong: {told}", hint=hint)


def _tolerant(stream: IO[str]) -> None:
    """Let a terminal that lacks a character show it escaped, where it would fail."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")

"""Writes docs/reference/ from the docstrings and the command line: `python -m tools.reference`."""

import argparse
import ast
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "reference"
MADE = "<!-- Made by `python -m tools.reference`; edit the docstrings instead. -->\n"
KEPT = frozenset({"@property", "@classmethod", "@staticmethod"})
Definition = ast.FunctionDef | ast.ClassDef


# --- Python --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Module:
    """One module of govsim: its name and its source."""

    name: str
    source: str

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.source)

    @property
    def exports(self) -> list[str]:
        """What `__all__` names, sorted."""
        for node in self.tree.body:
            targets = node.targets if isinstance(node, ast.Assign) else [node]
            if any(getattr(target, "id", "") == "__all__" for target in targets):
                return sorted(ast.literal_eval(node.value))
        return []


def module(name: str) -> Module | None:
    """Return a module by its dotted name; None when govsim has none of that name."""
    stem = ROOT.joinpath(*name.split("."))
    for file in (stem / "__init__.py", stem.with_suffix(".py")):
        if file.is_file():
            return Module(name, file.read_text(encoding="utf-8"))
    return None


def defined(name: str, where: Module | None) -> tuple[Module, Definition] | None:
    """Return where a name is defined, following imports between modules of govsim."""
    if where is None:
        return None
    for node in where.tree.body:
        if isinstance(node, Definition) and node.name == name:
            return where, node
    for node in ast.walk(where.tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("govsim"):
            for alias in node.names:
                if (alias.asname or alias.name) == name:
                    return defined(alias.name, module(node.module))
    return None


def entry(where: Module, node: Definition, level: int) -> Iterator[str]:
    """Yield the parts of one class or function; of a class, its public methods too."""
    yield f"{'#' * level} {node.name}"
    yield f"```python\n{heading(where, node)}\n```"
    if text := ast.get_docstring(node):
        yield markdown(text)
    for each in node.body if isinstance(node, ast.ClassDef) else ():
        if isinstance(each, Definition) and not each.name.startswith("_"):
            yield from entry(where, each, level + 1)


def heading(where: Module, node: Definition) -> str:
    """Return the head of a definition as it is written, with the fields of a class."""
    lines = where.source.splitlines()
    fields: list[str] = []
    for each in node.body if isinstance(node, ast.ClassDef) else ():
        public = not getattr(getattr(each, "target", None), "id", "_").startswith("_")
        if isinstance(each, ast.AnnAssign) and public:
            fields += lines[each.lineno - 1 : each.end_lineno]
    head = lines[node.lineno - 1 : node.body[0].lineno - 1] or [lines[node.lineno - 1]]
    marks = [f"@{ast.unparse(mark)}" for mark in node.decorator_list]
    head = [" " * node.col_offset + mark for mark in marks if mark in KEPT] + head
    while not head[-1].strip() or head[-1].lstrip().startswith("#"):
        head.pop()
    return textwrap.dedent("\n".join([*head, *fields]))


def markdown(docstring: str) -> str:
    """Return a docstring as Markdown: `Args:` and its like become paragraphs with lists."""
    done: list[str] = []
    for line in docstring.splitlines():
        if line.strip().endswith(":") and not line.startswith(" ") and " " not in line.strip():
            done.append(f"**{line.strip()}**\n")
        elif line.startswith("    ") and not line.startswith("     "):
            done.append(f"- {line.strip()}" if ": " in line else line.strip())
        else:
            done.append(f"  {line.strip()}" if line.startswith("     ") else line)
    return "\n".join(done)


def python_page() -> str:
    """Return the page of the Python interface: what `govsim` and its packages export."""
    parts = ["# Python\n\n" + MADE.rstrip()]
    packages = [
        "govsim",
        *(f"govsim.{p.parent.name}" for p in (ROOT / "govsim").glob("*/__init__.py")),
    ]
    for name in sorted(packages):
        package = module(name)
        found = [defined(each, package) for each in package.exports] if package else []
        if not any(found):
            continue
        parts.append(f"## {name}")
        parts.append(ast.get_docstring(package.tree) or "")
        for each in filter(None, found):
            parts += entry(*each, level=3)
    return "\n\n".join(filter(None, parts)) + "\n"


# --- the command line ----------------------------------------------------------------------------


def command_page(parser: argparse.ArgumentParser) -> str:
    """Return the page of the command line. It does not depend on how argparse lays out help."""
    parts = ["# Command line\n\n" + MADE.rstrip(), parser.description or ""]
    parts += options(parser)
    for name, command, summary in commands(parser):
        parts += [f"## govsim {name}", command.description or summary]
        parts.append(f"```text\n{usage(name, command)}\n```")
        parts += options(command)
    if parser.epilog:
        parts.append(parser.epilog)
    return "\n\n".join(filter(None, parts)) + "\n"


def commands(
    parser: argparse.ArgumentParser,
) -> Iterator[tuple[str, argparse.ArgumentParser, str]]:
    """Yield each command: its name, its parser, and its line in the list of commands."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            lines = {each.dest: each.help or "" for each in action._choices_actions}
            for name, command in action.choices.items():
                yield name, command, lines.get(name, "")


def usage(name: str, parser: argparse.ArgumentParser) -> str:
    """Return the line to type: the command, its options and its arguments."""
    words = [f"govsim {name}"]
    words += ["[options]"] if any(a.option_strings for a in parser._actions) else []
    for action in parser._actions:
        if not action.option_strings:
            word = shown(action)
            many = {"*": f"[{word} ...]", "+": f"{word} [{word} ...]", "?": f"[{word}]"}
            words.append(many.get(action.nargs, word))
    return " ".join(words)


def shown(action: argparse.Action) -> str:
    """Return the word that stands for the value of an argument."""
    if isinstance(action.metavar, str):
        return action.metavar
    if action.choices:
        return "{" + ",".join(map(str, action.choices)) + "}"
    return action.dest.upper()


def options(parser: argparse.ArgumentParser) -> list[str]:
    """Return the table of arguments and options, or nothing when there are none."""
    rows = []
    for action in parser._actions:
        hidden = action.help == argparse.SUPPRESS or action.dest == "help"
        if hidden or isinstance(action, argparse._SubParsersAction):
            continue
        name = ", ".join(action.option_strings) or shown(action)
        if action.option_strings and action.nargs != 0:
            name += f" {shown(action)}"
        words = (action.help or "").replace("%(default)s", str(action.default)).replace("%%", "%")
        rows.append(f"| `{name}` | {words} |")
    return ["\n".join(["| argument | meaning |", "|---|---|", *rows])] if rows else []


# --- writing -------------------------------------------------------------------------------------


def reference() -> dict[Path, str]:
    """Return every page of the reference by its path."""
    from govsim.cli import parser
    from tools import injection_card
    from tools.personal_data_pages import formats_page, model_card
    from tools.rules_page import page as rules_page

    return {
        FOLDER / "injection-rules.md": rules_page(),
        FOLDER / "personal-data.md": formats_page(),
        FOLDER / "model-card-injection.md": injection_card.page(),
        FOLDER / "model-card-names.md": model_card(),
        FOLDER / "python.md": python_page(),
        FOLDER / "command-line.md": command_page(parser()),
    }


def main() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path, text in reference().items():
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

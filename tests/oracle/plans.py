"""Reads out of one of Spark's analysed plans what every attribute is computed from."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

Source = tuple[str, str]  # table and column
Sources = frozenset[Source]
NONE: Sources = frozenset()
Tree = dict[str, Any]


def _tree(nodes: list[Tree]) -> Tree:
    """Return a plan or expression, which Spark writes as a list in pre-order, as a tree."""
    place = 0

    def read() -> Tree:
        nonlocal place
        node = dict(nodes[place])
        place += 1
        node["children"] = [read() for _ in range(node["num-children"])]
        return node

    return read()


def _is_tree(value: Any) -> bool:
    first = value[0] if isinstance(value, list) and value else None
    return isinstance(first, dict) and "num-children" in first


def _kind(node: Tree) -> str:
    return str(node["class"]).rpartition(".")[2]


def _number(node: Tree) -> int:
    held = node["exprId"]
    return int(held["id"] if isinstance(held, dict) else held)


def _field_taken(node: Tree) -> Tree:
    """Return the value of a field that is taken of a struct which the expression makes itself.

    Spark's optimiser does so too (`SimplifyExtractValueOps`): the other fields are never read.
    """
    if _kind(node) != "GetStructField":
        return node
    held = _field_taken(node["children"][0])
    if _kind(held) != "CreateNamedStruct":
        return node
    return _field_taken(held["children"][2 * int(node["ordinal"]) + 1])


def _rows_of(plan: Any, last: int) -> list[list[list[Tree]]]:
    """Return the rows of the Expand whose last column has this number, out of the plan itself."""
    if plan.nodeName() == "Expand" and plan.output().last().exprId().id() == last:
        rows = listed(plan.projections())
        return [[json.loads(each.toJSON()) for each in listed(row)] for row in rows]
    for inner in (*listed(plan.children()), *listed(plan.subqueries())):
        if found := _rows_of(inner, last):
            return found
    return []


def listed(seq: Any) -> list[Any]:
    """Return what a Scala sequence holds."""
    return [seq.apply(place) for place in range(seq.size())]


class Walker:
    """What every attribute of one plan is computed from, by its expression id."""

    def __init__(self, plan: Any) -> None:
        self.values: dict[int, Sources] = {}
        self.shared: dict[int, list[int]] = {}  # common table expressions
        self.java_plan = plan
        tree = _tree(json.loads(plan.toJSON()))
        self._tables(tree, "")
        self.outputs = self._plan(tree)

    def _tables(self, node: Tree, name: str) -> None:
        """Take the columns of the tables, wherever in the plan they stand."""
        kind = _kind(node)
        if kind == "SubqueryAlias":
            name = node["identifier"]["name"]
        if kind in ("LogicalRDD", "LogicalRelation"):
            for written in node["output"]:
                column = _tree(written)
                self.values[_number(column)] = frozenset({(name, column["name"])})
        for key, value in node.items():
            if key != "children":
                self._inner(value, name)
        for child in node["children"]:
            self._tables(child, name)

    def _inner(self, value: Any, name: str) -> None:
        if _is_tree(value):
            self._tables(_tree(value), name)
        elif isinstance(value, list):
            for each in value:
                self._inner(each, name)

    # --- expressions ---

    def _made_of(self, node: Tree) -> Sources:
        """Return the columns whose values go into an expression, conditions left out."""
        node = _field_taken(node)
        kind, children = _kind(node), node["children"]
        if kind == "AttributeReference":
            return self.values.get(_number(node), NONE)
        if kind == "OuterReference":
            return self._made_of(_tree(node["e"]) if _is_tree(node.get("e")) else children[0])
        if kind in ("ScalarSubquery", "Exists", "ListQuery", "LateralSubquery"):
            outputs = self._plan(_tree(node["plan"])) if _is_tree(node.get("plan")) else []
            return self.values.get(outputs[0], NONE) if kind == "ScalarSubquery" else NONE
        if kind == "NullIf":  # both are compared, and one is the value
            children = [_tree(node["left"]), _tree(node["right"])]
        elif kind == "CaseWhen":
            children = [*children[1::2], *(children[-1:] if len(children) % 2 else [])]
        elif kind in ("If", "PivotFirst"):
            children = children[1:]
        elif kind in ("Rank", "DenseRank", "PercentRank"):  # they hold what sorts the window
            children = []
        elif kind in ("WindowExpression", "AggregateExpression"):
            children = children[:1]
        return self._all(children)

    def of_expression(self, expression: Any) -> Sources:
        """Return what an expression of the plan itself is computed from."""
        return self._made_of(_tree(json.loads(expression.toJSON())))

    def _all(self, nodes: Iterable[Tree]) -> Sources:
        return NONE.union(*(self._made_of(node) for node in nodes))

    def _named(self, written: list[Tree]) -> int:
        node = _tree(written)
        if _kind(node) == "Alias":
            self.values[_number(node)] = self._made_of(node["children"][0])
        return _number(node)

    # --- plans ---

    def _plan(self, node: Tree) -> list[int]:
        """Return the attributes that a plan gives, in order."""
        kind = _kind(node)
        if kind == "WithCTE":
            return [self._plan(child) for child in node["children"]][-1]
        if kind == "CTERelationRef":
            return self._renamed(node["output"], self.shared[node["cteId"]])
        below = [self._plan(child) for child in node["children"]]
        if kind == "CTERelationDef":
            self.shared[node["id"]] = below[0]
            return below[0]
        if kind in _LISTS:
            key, keeps = _LISTS[kind]
            made = [self._named(each) for each in node[key]]
            return [*below[0], *made] if keeps else made
        if kind == "LateralJoin":
            return [*below[0], *self._plan(_tree(_tree(node["right"])["plan"]))]
        if kind == "Generate":
            return self._generated(node, below[0])
        if kind == "Expand":
            return self._expanded(node, below[0])
        if kind in ("Union", "Intersect", "Except"):
            return self._combined(node, kind, below)
        return self._joined(node, below)

    def _renamed(self, output: list[list[Tree]], inner: list[int]) -> list[int]:
        outer = [_number(_tree(each)) for each in output]
        for number, source in zip(outer, inner, strict=True):
            self.values[number] = self.values.get(source, NONE)
        return outer

    def _generated(self, node: Tree, below: list[int]) -> list[int]:
        sources = self._made_of(_tree(node["generator"]))
        made = [_number(_tree(each)) for each in node["generatorOutput"]]
        self.values.update(dict.fromkeys(made, sources))
        return [*below, *made]

    def _expanded(self, node: Tree, below: list[int]) -> list[int]:
        """Take the rows of GROUPING SETS and UNPIVOT, which give each column several values."""
        made = [_number(_tree(each)) for each in node["output"]]
        rows = node.get("projections")
        if rows is None:  # the plan leaves them out where a row holds a constant
            rows = _rows_of(self.java_plan, made[-1])
        for row in rows:
            for number, each in zip(made, row, strict=True):
                found = self._made_of(_tree(each))
                self.values[number] = self.values.get(number, NONE) | found
        return made

    def _combined(self, node: Tree, kind: str, below: list[list[int]]) -> list[int]:
        made = [_number(_tree(each)) for each in node["output"]] if "output" in node else below[0]
        if kind != "Except":
            for number, column in zip(made, zip(*below, strict=True), strict=True):
                self.values[number] = NONE.union(*(self.values.get(c, NONE) for c in column))
        return made

    def _joined(self, node: Tree, below: list[list[int]]) -> list[int]:
        if _kind(node) == "Join":
            how = str(node["joinType"])
            return below[0] if "LeftSemi" in how or "LeftAnti" in how else [*below[0], *below[1]]
        if below:
            return below[0]
        return [_number(_tree(each)) for each in node.get("output", [])]


# Where a plan lists its columns, and whether it keeps those of the plan below.
_LISTS = {
    "Project": ("projectList", False),
    "Aggregate": ("aggregateExpressions", False),
    "Window": ("windowExpressions", True),
}

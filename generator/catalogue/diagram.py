"""An SVG drawing of a template: its resources in layers, what is needed left of what needs it, with a text alternative.

A template of many resources is drawn by their types, each with its number.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.render.references import dependencies

MOST_BOXES = 14
WIDTH, HEIGHT, GAP_X, GAP_Y, MARGIN = 236, 46, 52, 16, 8


@dataclass(frozen=True)
class Box:
    """One resource or one type: two lines of text and the place of its upper left corner."""

    name: str
    title: str
    subtitle: str
    x: int
    y: int


@dataclass(frozen=True)
class Diagram:
    """What the page draws; ``lines`` are the arrows' paths, ``sentences`` (from, needed) say the same in words."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[str, ...]
    needs: tuple[tuple[str, tuple[str, ...]], ...]
    by_type: bool
    box: tuple[int, int] = (WIDTH, HEIGHT)


def diagram(resources: Mapping[str, Any]) -> Diagram:
    """The drawing of ``resources``; the same for the same template."""
    needs = {name: sorted(found) for name, found in dependencies(dict(resources)).items()}
    words = {name: (name, _short(body["Type"])) for name, body in resources.items()}
    by_type = len(resources) > MOST_BOXES
    if by_type:
        needs, words = _by_type(resources, needs)
    layers = _layers(needs)
    boxes = _placed(layers, needs, words)
    at = {box.name: box for box in boxes}
    lines = [_line(at[needed], at[name]) for name, found in needs.items() for needed in found]
    columns, rows = len(layers), max(map(len, layers))
    return Diagram(
        width=2 * MARGIN + columns * WIDTH + (columns - 1) * GAP_X,
        height=2 * MARGIN + rows * HEIGHT + (rows - 1) * GAP_Y,
        boxes=boxes,
        lines=tuple(lines),
        needs=tuple((words[name][0], tuple(words[each][0] for each in found)) for name, found in needs.items()),
        by_type=by_type,
    )


def _short(type_name: str) -> str:
    return type_name.removeprefix("AWS::").replace("::", " ")


def _by_type(
    resources: Mapping[str, Any], needs: Mapping[str, list[str]]
) -> tuple[dict[str, list[str]], dict[str, tuple[str, str]]]:
    types = {name: str(body["Type"]) for name, body in resources.items()}
    counts = Counter(types.values())
    found: dict[str, set[str]] = {kind: set() for kind in counts}
    for name, needed in needs.items():
        found[types[name]] |= {types[each] for each in needed} - {types[name]}
    words = {kind: (_short(kind), f"x {count}") for kind, count in counts.items()}
    return _without_circles({kind: sorted(each) for kind, each in found.items()}), words


def _without_circles(needs: dict[str, list[str]]) -> dict[str, list[str]]:
    """Resources form no circle, but their types may: what would close one is left out of the drawing."""
    kept: dict[str, list[str]] = {name: [] for name in needs}

    def reaches(start: str, goal: str) -> bool:
        return start == goal or any(reaches(each, goal) for each in kept[start])

    for name, found in needs.items():
        kept[name] += [each for each in found if not reaches(each, name)]
    return kept


def _layers(needs: Mapping[str, list[str]]) -> list[list[str]]:
    depth: dict[str, int] = {}

    def of(name: str) -> int:
        if name not in depth:
            depth[name] = 1 + max((of(each) for each in needs[name]), default=-1)
        return depth[name]

    layers: list[list[str]] = [[] for _ in range(1 + max(map(of, needs)))]
    for name in needs:
        layers[depth[name]].append(name)
    return layers


def _placed(
    layers: list[list[str]], needs: Mapping[str, list[str]], words: Mapping[str, tuple[str, str]]
) -> tuple[Box, ...]:
    rows: dict[str, float] = {}
    tallest = max(map(len, layers))
    boxes = []
    for column, layer in enumerate(layers):
        # A box stands at the mean height of what it needs, so that few lines cross.
        ordered = sorted(layer, key=lambda name: _mean([rows[each] for each in needs[name]], layer.index(name)))
        start = (tallest - len(ordered)) / 2
        for row, name in enumerate(ordered):
            rows[name] = start + row
            x = MARGIN + column * (WIDTH + GAP_X)
            y = MARGIN + round((start + row) * (HEIGHT + GAP_Y))
            title, subtitle = map(_cut, words[name])
            boxes.append(Box(name, title, subtitle, x, y))
    return tuple(boxes)


def _cut(text: str) -> str:
    return text if len(text) <= 26 else f"{text[:25]}…"


def _mean(values: list[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _line(needed: Box, needing: Box) -> str:
    x1, y1 = needed.x + WIDTH, needed.y + HEIGHT // 2
    x2, y2 = needing.x, needing.y + HEIGHT // 2
    bend = (x2 - x1) // 2
    return f"M{x1} {y1}C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}"

"""Comments that travel with the places inside a resource that they explain, while these move or go."""

from collections.abc import Iterable
from typing import Any

from generator.model import Comment
from generator.render.folding import COMMENTED

Path = tuple[str | int, ...]


def commented(body: Any, comments: Iterable[Comment]) -> Any:
    """``body`` with each comment at its path; raises LookupError for a path that leads nowhere."""
    for comment in comments:
        body = _placed(body, comment.path, comment.text)
    return body


def uncommented(body: Any) -> tuple[Any, list[Comment]]:
    """``body`` as it was, and the comments at the paths that lead to them now."""
    found: list[Comment] = []
    return _taken(body, (), found), found


def _placed(node: Any, path: Path, text: str) -> Any:
    if isinstance(node, dict) and COMMENTED in node:
        return {COMMENTED: {**node[COMMENTED], "value": _placed(node[COMMENTED]["value"], path, text)}}
    if not path:
        return {COMMENTED: {"text": text, "value": node}}
    key, *rest = path
    below = _placed(node[key], tuple(rest), text)
    if isinstance(node, list):
        return [below if position == key else item for position, item in enumerate(node)]
    return {each: below if each == key else item for each, item in node.items()}


def _taken(node: Any, path: Path, found: list[Comment]) -> Any:
    if isinstance(node, list):
        return [_taken(item, (*path, position), found) for position, item in enumerate(node)]
    if not isinstance(node, dict):
        return node
    if COMMENTED in node:
        found.append(Comment(node[COMMENTED]["text"], "/".join(map(str, path))))
        return _taken(node[COMMENTED]["value"], path, found)
    return {key: _taken(item, (*path, key), found) for key, item in node.items()}

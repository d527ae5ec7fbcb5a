"""IAM's wildcards: actions, ARNs and condition values against patterns with ``*`` and ``?``.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
"""

from __future__ import annotations

import re
from functools import lru_cache

_SEGMENTS = 6
# Characters of the private use area, which no ARN or tag has, stand for a wildcard that is meant as itself.
_LITERALS = str.maketrans("*?", "\ue000\ue001")
_WRITTEN = str.maketrans("\ue000\ue001", "*?")


@lru_cache(maxsize=4096)
def _pattern(pattern: str, ignore_case: bool) -> re.Pattern[str]:
    parts = (".*" if char == "*" else "." if char == "?" else re.escape(written(char)) for char in pattern)
    return re.compile("".join(parts), re.DOTALL | (re.IGNORECASE if ignore_case else 0))


def literal(text: str) -> str:
    """The text as part of a pattern that only itself matches."""
    return text.translate(_LITERALS)


def written(text: str) -> str:
    """The text with what :func:`literal` replaced, as it is compared without wildcards."""
    return text.translate(_WRITTEN)


def text_matches(pattern: str, value: str, *, ignore_case: bool = False) -> bool:
    """Whether the whole of a value has the form of the pattern."""
    return _pattern(pattern, ignore_case).fullmatch(value) is not None


def action_matches(pattern: str, action: str) -> bool:
    """Actions are compared without regard to case: ``EC2:describe*`` is ``ec2:Describe*``."""
    return text_matches(pattern, action, ignore_case=True)


def arn_matches(pattern: str, arn: str) -> bool:
    """Each of the six parts of an ARN for itself: a ``*`` does not reach over a colon, except in the last part.

    A call that names no resource has ``*`` for its ARN, which only the pattern ``*`` matches. The part of an ARN that
    a call leaves open is ``*`` too, and only a wildcard matches it.
    """
    if set(pattern) == {"*"}:
        return True
    wanted, found = pattern.split(":", _SEGMENTS - 1), arn.split(":", _SEGMENTS - 1)
    if len(wanted) != len(found):
        return False
    return all(text_matches(one, other) for one, other in zip(wanted, found, strict=True))


def has_wildcard(pattern: str) -> bool:
    """Whether a pattern stands for more than itself."""
    return "*" in pattern or "?" in pattern

"""Policy variables: ``${aws:username}`` in a resource or a condition, filled in from what is known of a request.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.permissions.matching import literal

if TYPE_CHECKING:
    from collections.abc import Mapping

_VARIABLE = re.compile(r"\$\{([*?$]|[\w:./=+@-]+)(?:\s*,\s*'([^']*)')?\}")


def filled(text: str, context: Mapping[str, tuple[str, ...]]) -> str:
    """The text with its variables filled in, whose own ``*`` and ``?`` are no wildcards.

    A variable whose key the request does not have takes its default; without one it stays, and matches nothing. One
    with several values cannot be used either.
    """

    def value(match: re.Match[str]) -> str:
        key, default = match.groups()
        if key in "*?$":
            return literal(key)
        values = context.get(key.lower(), ())
        if len(values) == 1:
            return literal(values[0])
        return match.group(0) if default is None else literal(default)

    return _VARIABLE.sub(value, text) if "${" in text else text

"""Evaluated properties in the form in which two templates that say the same thing are equal."""

from typing import Any


def as_made(value: Any) -> Any:
    """Numbers as text, and a list of one as the one, as a policy may say it."""
    if isinstance(value, dict):
        return {key: as_made(item) for key, item in value.items()}
    if isinstance(value, list):
        return as_made(value[0]) if len(value) == 1 else [as_made(item) for item in value]
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value

"""The one error of this room: a name that the AWS facts do not hold, with the names that look like it."""

import difflib
from collections.abc import Iterable


class UnknownName(LookupError):
    """A Region, Config rule or resource type that no source knows; the rooms above turn it into bad input."""

    def __init__(self, kind: str, name: str, suggestions: tuple[str, ...] = ()) -> None:
        """``kind`` is the AWS noun (``Region``), ``name`` what was asked for, ``suggestions`` the nearest names."""
        self.kind = kind
        self.name = name
        self.suggestions = suggestions
        super().__init__(f"unknown {kind} {name!r}" + (f"; did you mean {self.nearest}?" if suggestions else ""))

    @property
    def nearest(self) -> str:
        """The suggestions as words, ``us-east-1 or us-east-2``; empty without any."""
        *others, last = self.suggestions or ("",)
        return f"{', '.join(others)} or {last}" if others else last

    @classmethod
    def among(cls, kind: str, name: str, known: Iterable[str]) -> "UnknownName":
        """The error for ``name``, with up to three of the ``known`` names that are near it in any case of letters."""
        by_folded = {candidate.casefold(): candidate for candidate in known}
        near = difflib.get_close_matches(name.casefold(), by_folded, n=3, cutoff=0.75)
        return cls(kind, name, tuple(by_folded[folded] for folded in near))

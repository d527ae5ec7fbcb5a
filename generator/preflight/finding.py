"""What a probe found, and what follows from it for the launch."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any


class Level(Enum):
    """What a finding means for the launch."""

    DECIDED = "decided"
    """A parameter says it."""
    NOTE = "note"
    """The launch goes on, but somebody may want to do something."""
    FAILS = "fails"
    """The launch will fail until somebody does something."""
    UNSEEN = "not seen"
    """AWS did not let the probe look."""


@dataclass(frozen=True)
class Finding:
    """One line: ``subject`` is what it is about, ``text`` what is there and what to do.

    ``settings`` are the parameters that it decides, in the files of ``articles``.
    """

    level: Level
    subject: str
    text: str
    articles: tuple[str, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)
    region: str = ""

    def facts(self) -> dict[str, Any]:
        """What ``--json`` prints."""
        facts: dict[str, Any] = {
            "level": self.level.name,
            "region": self.region,
            "subject": self.subject,
            "text": self.text,
        }
        return facts | ({"articles": list(self.articles), "parameters": dict(self.settings)} if self.settings else {})

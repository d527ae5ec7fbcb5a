"""The words of which filter patterns of CloudWatch Logs are made.

What AWS documents to be refused is refused; what it only advises against (a dot or colon without quotes) is read.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
"""

import re
from dataclasses import dataclass
from typing import Final, Literal

WORD: Final = r"[A-Za-z]+\b"
OPERATOR: Final = r"!=|<=|>=|=|<|>"
NUMBER: Final = r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?"
SELECTOR: Final = r"\$(\.[^\s.\[\]()=!<>&|{}\"'%$\\,]+|\.?\[(\d+|\*|\"[^\"]*\"|'[^']*')\])+"
BARE_NAME: Final = r"[^\s,\[\](){}=!<>&|\"'%$\\\u2018-\u201f]+"
BARE_TERM: Final = r"[^\s\[\](){}=<>&|\"%$\\\u2018-\u201f]+"
BARE_VALUE: Final = r"[^\s,\[\](){}=<>&|\"'%$@\\\u2018-\u201f]+"
UNSUPPORTED_IN_REGEX: Final = "()!"


class InvalidPattern(ValueError):
    """CloudWatch Logs would refuse the pattern."""


@dataclass(frozen=True)
class Quoted:
    """A text and how it is written: in double quotes, between % as a regular expression, or bare."""

    text: str
    style: Literal["bare", '"', "%"]

    def __str__(self) -> str:
        if self.style == "bare":
            return self.text
        return f"{self.style}{self.text}{self.style}"


class Reader:
    """Takes words from the front of a pattern; blanks between them mean nothing."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self.regexes = 0
        """How many regular expressions were taken."""
        self._skip()

    def _skip(self) -> None:
        while self._at < len(self._text) and self._text[self._at].isspace():
            self._at += 1

    def at_end(self) -> bool:
        """Whether only blanks are left."""
        return self._at >= len(self._text)

    def sees(self, sign: str) -> bool:
        """Whether this comes next."""
        return self._text.startswith(sign, self._at)

    def take(self, sign: str) -> bool:
        """Take these characters if they come next."""
        if not self.sees(sign):
            return False
        self._at += len(sign)
        self._skip()
        return True

    def expect(self, sign: str, wanted: str) -> None:
        """Take these characters; InvalidPattern where others come."""
        if not self.take(sign):
            raise self.fault(f"expected {wanted}")

    def match(self, expression: str) -> str | None:
        """Take what a regular expression matches."""
        found = re.compile(expression).match(self._text, self._at)
        if found is None:
            return None
        self._at = found.end()
        self._skip()
        return found[0]

    def bare(self, expression: str) -> Quoted | None:
        """Take a text without quotes."""
        found = self.match(expression)
        return None if found is None else Quoted(found, "bare")

    def quoted(self) -> Quoted | None:
        """Take a text in double quotes, or a regular expression between two %."""
        if self.sees('"'):
            return Quoted(self._enclosed(r'"((?:[^"\\]|\\.)*)"', "a closing double quote is missing"), '"')
        if not self.sees("%"):
            return None
        self.regexes += 1
        text = self._enclosed(r"%([^%]*)%", "a closing % of the regular expression is missing")
        for sign in UNSUPPORTED_IN_REGEX:
            if sign in text:
                raise InvalidPattern(
                    f"the regular expression %{text}% has {sign}, which CloudWatch Logs does not support"
                )
        return Quoted(text, "%")

    def _enclosed(self, expression: str, problem: str) -> str:
        found = re.compile(expression, re.S).match(self._text, self._at)
        if found is None:
            raise self.fault(problem)
        self._at = found.end()
        self._skip()
        return found[1]

    def fault(self, problem: str) -> InvalidPattern:
        """What is wrong at this place."""
        rest = self._text[self._at : self._at + 20]
        return InvalidPattern(f"{problem}, at character {self._at + 1}" + (f" ('{rest}')" if rest else " (the end)"))

"""Filter patterns of CloudWatch Logs as what they say: terms, conditions on JSON, or conditions on the fields of a line.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
"""

import re
from dataclasses import dataclass
from typing import Final, Literal

from generator.lint.filter_pattern_tokens import (
    BARE_NAME,
    BARE_TERM,
    BARE_VALUE,
    NUMBER,
    OPERATOR,
    SELECTOR,
    WORD,
    InvalidPattern,
    Quoted,
    Reader,
)

MOST_REGEXES: Final = 2
"""In one pattern on JSON or on fields (quota on the same page)."""


@dataclass(frozen=True)
class Term:
    """A word, phrase or ``%regex%`` that a line contains; ``?`` one of several, ``-`` not."""

    value: Quoted
    sign: Literal["", "?", "-"] = ""

    def __str__(self) -> str:
        return f"{self.sign}{self.value}"


@dataclass(frozen=True)
class Comparison:
    """A selector ``$.a.b`` or the name of a field with an operator and a value."""

    subject: str
    operator: str
    value: Quoted

    def __str__(self) -> str:
        return f"{self.subject} {self.operator} {self.value}"


@dataclass(frozen=True)
class Being:
    """``$.a IS NULL``, ``$.a NOT EXISTS``; a field that is only named has no state."""

    subject: str
    state: str = ""

    def __str__(self) -> str:
        return f"{self.subject} {self.state}".strip()


@dataclass(frozen=True)
class Combined:
    """Conditions joined by ``&&`` or ``||``."""

    operator: Literal["&&", "||"]
    parts: tuple["Condition", ...]

    def __str__(self) -> str:
        return f" {self.operator} ".join(
            f"({each})" if isinstance(each, Combined) else str(each) for each in self.parts
        )


Condition = Comparison | Being | Combined


@dataclass(frozen=True)
class Terms:
    """Words in any order; none match everything."""

    terms: tuple[Term, ...] = ()

    def __str__(self) -> str:
        return " ".join(map(str, self.terms))


@dataclass(frozen=True)
class Json:
    """A condition on a log event that is JSON."""

    condition: Condition

    def __str__(self) -> str:
        return f"{{ {self.condition} }}"


@dataclass(frozen=True)
class Fields:
    """A condition for each field of a line that blanks divide; ``None`` is an ellipsis."""

    fields: tuple[Condition | None, ...]

    def __str__(self) -> str:
        return f"[{', '.join('...' if each is None else str(each) for each in self.fields)}]"


def parse(text: str) -> Terms | Json | Fields:
    """The pattern in its parts; raises InvalidPattern where CloudWatch Logs would refuse it."""
    reader = Reader(text)
    if reader.take("{"):
        found: Terms | Json | Fields = Json(_either(reader, json=True))
        reader.expect("}", "&& or || or }")
    elif reader.take("["):
        found = Fields(tuple(_fields(reader)))
    else:
        return Terms(tuple(_terms(reader)))
    if not reader.at_end():
        raise reader.fault("nothing may follow the closing bracket")
    if reader.regexes > MOST_REGEXES:
        raise InvalidPattern(f"it has {reader.regexes} regular expressions; at most {MOST_REGEXES} are allowed")
    return found


def _terms(reader: Reader) -> list[Term]:
    found = []
    while not reader.at_end():
        sign: Literal["", "?", "-"] = "?" if reader.take("?") else "-" if reader.take("-") else ""
        value = reader.quoted() or reader.bare(BARE_TERM)
        if value is None:
            raise reader.fault("write a term with other characters than letters and digits in double quotes")
        found.append(Term(value, sign))
    return found


def _fields(reader: Reader) -> list[Condition | None]:
    found: list[Condition | None] = []
    while not reader.take("]"):
        if reader.take("...") or reader.take("\N{HORIZONTAL ELLIPSIS}"):
            found.append(None)
        elif not reader.sees(","):
            found.append(_either(reader, json=False))
        if not reader.take(",") and not reader.sees("]"):
            raise reader.fault("expected , or ]")
    return found


def _either(reader: Reader, *, json: bool) -> Condition:
    parts = [_all(reader, json=json)]
    while reader.take("||"):
        parts.append(_all(reader, json=json))
    return _joined("||", parts)


def _all(reader: Reader, *, json: bool) -> Condition:
    parts = [_one(reader, json=json)]
    while reader.take("&&"):
        parts.append(_one(reader, json=json))
    return _joined("&&", parts)


def _joined(operator: Literal["&&", "||"], parts: list[Condition]) -> Condition:
    return Combined(operator, tuple(parts)) if len(parts) > 1 else parts[0]


def _one(reader: Reader, *, json: bool) -> Condition:
    if reader.take("("):
        inner = _either(reader, json=json)
        reader.expect(")", "&& or || or )")
        return inner
    subject = reader.match(SELECTOR if json else BARE_NAME)
    if subject is None:
        raise reader.fault(
            "a condition begins with a selector such as $.eventName" if json else "expected the name of a field"
        )
    operator = reader.match(OPERATOR)
    if operator is None:
        return _state(reader, subject) if json else Being(subject)
    value = reader.quoted() or reader.bare(BARE_VALUE)
    if value is None:
        raise reader.fault(f"expected a value after {operator}; one with special characters stands in double quotes")
    if operator not in ("=", "!=") and not re.fullmatch(NUMBER, value.text):
        raise reader.fault(f"{operator} compares with a number")
    return Comparison(subject, operator, value)


def _state(reader: Reader, subject: str) -> Being:
    words = []
    while word := reader.match(WORD):
        words.append(word.upper())
    state = " ".join(words)
    if not re.fullmatch(r"(NOT )?EXISTS|IS (NOT )?(NULL|TRUE|FALSE)", state):
        raise reader.fault(f"expected an operator, IS NULL, IS TRUE, IS FALSE or NOT EXISTS after {subject}")
    return Being(subject, state)

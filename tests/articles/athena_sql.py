"""What a query names that its table does not have: words of a SELECT statement held against columns, fields, functions and keywords.

https://docs.aws.amazon.com/athena/latest/ug/select.html
https://docs.aws.amazon.com/athena/latest/ug/functions.html
"""

import re
from collections.abc import Iterator, Mapping

TOKEN = re.compile(
    r"(?P<comment>--[^\n]*)|(?P<string>'(?:[^']|'')*')|(?P<number>\d+)|(?P<name>[A-Za-z_][\w]*(?:\.[A-Za-z_]\w*)*)"
    r"|(?P<sign><>|<=|>=|[-+=<>?(),*])|(?P<space>\s+)|(?P<other>.)",
    re.DOTALL,
)
KEYWORDS = frozenset(
    {"select", "from", "where", "and", "or", "not", "in", "is", "null", "like", "as", "group", "by", "order"}
    | {"asc", "desc", "limit", "interval", "day", "distinct", "having", "between"}
)
FUNCTIONS = frozenset({"coalesce", "count", "current_date", "date_format", "json_extract_scalar", "max", "min"})
WITHOUT_BRACKETS = frozenset({"current_date"})
Token = tuple[str, str]


def faults(sql: str, table: str, columns: Mapping[str, str]) -> list[str]:
    """Everything in ``sql`` that is no word of Athena's, no column of ``table`` and no name that the query itself gives."""
    tokens = [token for token in _tokens(sql) if token[0] not in ("comment", "space")]
    given = {tokens[place + 1][1] for place, token in enumerate(tokens[:-1]) if token[1].lower() == "as"}
    found = [*_word_faults(tokens, given, table, columns), *_bracket_faults(tokens)]
    return [*found, *(f"{value!r} is no part of a query" for kind, value in tokens if kind == "other")]


def _tokens(sql: str) -> Iterator[Token]:
    for match in TOKEN.finditer(sql):
        yield str(match.lastgroup), match.group()


def _word_faults(tokens: list[Token], given: set[str], table: str, columns: Mapping[str, str]) -> Iterator[str]:
    words = [value.lower() for _, value in tokens]
    # A name that the query gives is known to ORDER BY, not to WHERE or GROUP BY.
    sorted_from = words.index("order") if "order" in words else len(words)
    for place, (kind, word) in enumerate(tokens):
        after = tokens[place + 1][1] if place + 1 < len(tokens) else ""
        before = tokens[place - 1][1].lower() if place else ""
        if kind != "name":
            continue
        if before == "from":
            yield from () if word == table else (f"there is no table {word}",)
        elif after == "(" and word.lower() not in KEYWORDS:
            yield from () if word.lower() in FUNCTIONS - WITHOUT_BRACKETS else (f"there is no function {word}",)
        elif word.lower() in KEYWORDS | WITHOUT_BRACKETS and not (word == "day" and before not in _UNITS):
            continue
        elif not (word in given and (before == "as" or place > sorted_from)):
            yield from _column_faults(word, columns)


# What stands before the word day where it is a unit and no column.
_UNITS = frozenset({f"'{number}'" for number in range(1, 400)})


def _column_faults(name: str, columns: Mapping[str, str]) -> Iterator[str]:
    first, *fields = name.split(".")
    if first not in columns:
        yield f"there is no column {first}"
        return
    kind = columns[first]
    for field in fields:
        members = struct_fields(kind)
        if field not in members:
            yield f"{name}: {kind[:20]} has no field {field}"
            return
        kind = members[field]
    if fields and kind.startswith("struct"):
        yield f"{name} is a structure, not a value"


def struct_fields(kind: str) -> dict[str, str]:
    """The fields of a type of Hive's, ``struct<a:string,b:struct<c:string>>``; none of another type."""
    if not kind.startswith("struct<"):
        return {}
    parts, depth, start, inner = [], 0, 0, kind[len("struct<") : -1]
    for place, sign in enumerate(inner):
        depth += {"<": 1, ">": -1}.get(sign, 0)
        if sign == "," and depth == 0:
            parts.append(inner[start:place])
            start = place + 1
    parts.append(inner[start:])
    return {name: of for name, _, of in (part.partition(":") for part in parts)}


def _bracket_faults(tokens: list[Token]) -> Iterator[str]:
    depth = 0
    for _, value in tokens:
        depth += {"(": 1, ")": -1}.get(value, 0)
        if depth < 0:
            break
    if depth:
        yield "the brackets do not close"

"""The ARNs of what an API call names, from its parameters and the ARN templates of the resource types.

https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

from generator.permissions.action_table import exceptions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from generator.permissions.api_actions import RequiredAction

_VARIABLE = re.compile(r"\$\{(\w+)\}")
_ROLE_ARN = re.compile(r"arn:[\w-]+:iam::\d{12}:role/[\w+=,.@/-]+")
_PATH_MEMBER = re.compile(r"\{(\w+)\+?\}")
OPEN = "*"
"""What stands for a part of an ARN that the call does not name."""


@dataclass(frozen=True)
class Place:
    """Where a call is made: what the fixed parts of an ARN are."""

    partition: str
    region: str
    account: str


@dataclass(frozen=True)
class Named:
    """ARNs of which every one must be allowed, or (``one_of``) of which one is enough."""

    arns: tuple[str, ...]
    one_of: bool = False


def named_resources(
    required: RequiredAction,
    parameters: Mapping[str, Any],
    place: Place,
    lookup: Callable[[str], str] = lambda arn: arn,
) -> Named:
    """What an action is checked on in this call; ``lookup`` turns an ARN built from a name into the real one."""
    prefix = required.action.partition(":")[0]
    if required.path is not None:
        return Named((_api_gateway_arn(required.path, parameters, place),))
    whole: list[str] = []
    for template in required.required.values():
        whole += (lookup(arn) for arn in _arns(prefix, template, parameters, place))
    named = [
        lookup(arn)
        for template in required.optional.values()
        for arn in _arns(prefix, template, parameters, place)
        if _is_named(template, arn, place)
    ]
    if whole:
        return Named(tuple(whole + ([] if required.one_of else named)), required.one_of)
    if named:
        return Named(tuple(named))
    everything = tuple(_fill(template, place, {}) for template in required.optional.values())
    return Named((*everything, OPEN), one_of=True)


def _is_named(template: str, arn: str, place: Place) -> bool:
    """Whether a call names a resource of a type whole: no part is open, and it has a part of its own at all."""
    return bool(_own_variables(template)) and OPEN not in arn and arn != _fill(template, place, {})


def _own_variables(template: str) -> list[str]:
    return [name for name in _VARIABLE.findall(template) if name not in ("Partition", "Region", "Account")]


def _arns(prefix: str, template: str, parameters: Mapping[str, Any], place: Place) -> list[str]:
    form = re.compile("".join(_template_parts(template)))
    own = _own_variables(template)
    values = [_values(prefix, name, parameters) for name in own]
    whole = [value for found in values for value in found if form.fullmatch(value)]
    if not whole and not all(values):
        whole = [text for text in _texts(parameters) if form.fullmatch(text)]
    if whole:
        return whole
    parts = [[_last_part(name, value) for value in found] or [OPEN] for name, found in zip(own, values, strict=True)]
    return [_fill(template, place, dict(zip(own, chosen, strict=True))) for chosen in product(*parts)]


def _template_parts(template: str) -> Iterator[str]:
    for index, part in enumerate(_VARIABLE.split(template)):
        if index % 2 == 0:
            yield re.escape(part)
        else:
            yield r"[^:]*" if part in ("Partition", "Region", "Account") else r".+"


def _fill(template: str, place: Place, values: Mapping[str, str]) -> str:
    fixed = {"Partition": place.partition, "Region": place.region, "Account": place.account, **values}
    return _VARIABLE.sub(lambda match: fixed.get(match.group(1), OPEN), template)


def _values(prefix: str, variable: str, parameters: Mapping[str, Any]) -> list[str]:
    """The values that a call gives for a part of an ARN, under the name of the part or one of its other names."""
    names = exceptions()["members"].get(prefix, {}).get(variable, [variable, f"{variable}s"])
    wanted = {name.lower() for name in names}
    found: list[str] = []
    for key, value in parameters.items():
        if key.lower() in wanted:
            found += [str(item) for item in (value if isinstance(value, list) else [value])]
    return found


def _last_part(variable: str, value: str) -> str:
    """The part of an ARN that a value is: the end of a queue's URL or an ARN, an alias or path without its prefix."""
    if variable == "QueueName" or value.startswith("arn:"):
        return re.split(r"[:/]", value)[-1]
    if variable == "Alias":
        return value.removeprefix("alias/")
    return value.removeprefix("/") if variable in ("ParameterNameWithoutLeadingSlash", "ResourceId") else value


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)


def passed_roles(parameters: Mapping[str, Any]) -> tuple[str, ...]:
    """The role ARNs among the parameters of a call, in order, each once."""
    return tuple(dict.fromkeys(text for text in _texts(parameters) if _ROLE_ARN.fullmatch(text)))


def _api_gateway_arn(path: str, parameters: Mapping[str, Any], place: Place) -> str:
    members = {re.sub("[^a-z]", "", key.lower()): value for key, value in parameters.items()}

    def member(match: re.Match[str]) -> str:
        return str(members.get(re.sub("[^a-z]", "", match.group(1).lower()), OPEN))

    return f"arn:{place.partition}:apigateway:{place.region}::{_PATH_MEMBER.sub(member, path)}"


def spellings(action: str, arn: str) -> tuple[str, ...]:
    """The forms in which a policy may name this resource."""
    suffixes = [
        entry["suffix"]
        for kind, entry in exceptions()["arn_spellings"].items()
        if action.startswith(f"{kind.partition(':')[0]}:") and f":{kind.partition(':')[2]}:" in arn
    ]
    return (arn, *(f"{arn}{suffix}" for suffix in suffixes if not arn.endswith(suffix)))

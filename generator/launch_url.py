"""Makes the link that opens a template, with its parameters filled in, on the console's page Quick create stack.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-console-create-stacks-quick-create-links.html
"""

import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import SplitResult, quote, urlsplit

from generator.knowledge import limits, regions
from generator.knowledge.unknown import UnknownName
from generator.model.errors import BadInput

_WRITE = "Write it as https://<bucket>.s3.<region>.<suffix>/<key>"
_HOST = re.compile(r"(?:(?P<bucket>.+)\.s3\.|s3[.-])(?P<region>[a-z]+-[a-z-]+-[0-9]+)\.(?P<suffix>[a-z.-]+)")
_URL_CHARACTERS = re.compile(r"(?:[!-$&-Z^-~]|%[0-9A-Fa-f]{2})+")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_ARTICLE_NAME = re.compile(r"[a-z0-9]+(?:[-/][a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class LaunchUrl:
    """A quick-create link and what its user should know about it, in whole sentences."""

    url: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ParameterFacts:
    """What a template says about one of its parameters; lengths are in characters, None where it says nothing."""

    name: str
    type: str
    default: str | None = None
    allowed_values: tuple[str, ...] | None = None
    allowed_pattern: str | None = None
    no_echo: bool = False
    min_length: Decimal | int | None = None
    max_length: Decimal | int | None = None
    min_value: Decimal | int | None = None
    max_value: Decimal | int | None = None

    @classmethod
    def from_template(cls, name: str, mapping: Mapping[str, Any]) -> "ParameterFacts":
        """The facts in an entry of the template's ``Parameters``; BadInput where CloudFormation would not take it."""
        where = f"parameter {name}"
        if "Type" not in mapping:
            raise BadInput(where, "it has no Type", "Give it one, such as String")
        allowed = mapping.get("AllowedValues")
        if not isinstance(allowed, list | tuple | None):
            raise BadInput(where, "its AllowedValues are no list", "Write them as a list")
        texts = ("Default", "AllowedPattern", "NoEcho")
        numbers = ("MinLength", "MaxLength", "MinValue", "MaxValue")
        try:
            default, pattern, no_echo = (_text(mapping[key]) if key in mapping else None for key in texts)
            bounds = (_number(mapping[key]) if key in mapping else None for key in numbers)
            values = None if allowed is None else tuple(map(_text, allowed))
            return cls(name, _text(mapping["Type"]), default, values, pattern, no_echo == "true", *bounds)
        except ValueError as error:
            raise BadInput(where, str(error), "Write it as CloudFormation's reference of parameters says") from error

    def items(self, value: str) -> tuple[str, ...]:
        """What each check is applied to: the trimmed items of a list, or the value itself."""
        if self.type == "CommaDelimitedList" or self.type.startswith("List<"):
            return tuple(item.strip() for item in value.split(","))
        return (value,)


def launch_url(
    region: str,
    template_url: str,
    stack_name: str,
    values: Mapping[str, str],
    parameters: Mapping[str, ParameterFacts],
) -> LaunchUrl:
    """The link for ``region``; every value is percent-encoded, whatever characters it has.

    ``values`` fill in some of the template's ``parameters``; the others show their defaults. AllowedPattern is a Java
    expression that CloudFormation holds against the whole value. Here Python's ``re`` reads it, with ``\\w``, ``\\d``
    and ``\\s`` as ASCII as in Java. What differs: an expression that only Java reads leaves a warning in place of a
    check, and Java's dot excludes more line ends than Python's.

    Raises BadInput for a Region that is unknown or has no public console, a template URL that the console would refuse,
    a stack name that AWS would refuse, and a value that is unknown, NoEcho or not allowed.
    """
    place = _region(region, "Region")
    if place.console_url is None:
        raise BadInput("Region", f"{region} is in {place.partition}, which has no public console", "Use the AWS CLI")
    _check_template_url(template_url, place)
    _check_stack_name(stack_name)
    told = [warning for name, value in values.items() for warning in _check(name, value, parameters)]
    query = {"templateURL": template_url, "stackName": stack_name}
    query |= {f"param_{name}": value for name, value in values.items()}
    fragment = "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in query.items())
    url = f"{place.console_url}/cloudformation/home?region={region}#/stacks/create/review?{fragment}"
    if len(url) > limits.LINK_LENGTH:
        told.append(f"The link has {len(url):,} characters; some programs cut links after {limits.LINK_LENGTH:,}.")
    return LaunchUrl(url, tuple(told))


def template_url(base_url: str, article_name: str) -> str:
    """Where ``article_name`` lies under the published ``base_url``: ``https://<bucket>.s3.<region>.<suffix>/<prefix>``.

    BadInput where the name is not that of an article or the result is not a template URL that the console takes.
    """
    if not _ARTICLE_NAME.fullmatch(article_name):
        raise BadInput("article", f"{article_name!r} is no name of an article", "Write a name such as config-rules-s3")
    if {"?", "#"} & set(base_url):
        raise BadInput("base URL", f"{base_url} has a query or a fragment", _WRITE)
    joined = f"{base_url.rstrip('/')}/{article_name}.yaml"
    _bucket_region(joined)
    return joined


def _check_template_url(url: str, place: regions.Region) -> None:
    if len(url) > limits.CONSOLE_TEMPLATE_URL_LENGTH:
        problem = f"it has {len(url):,} characters, and the console takes {limits.CONSOLE_TEMPLATE_URL_LENGTH:,}"
        raise BadInput("template URL", problem, "Shorten the prefix of the object's key")
    home = _bucket_region(url)
    if home.partition != place.partition:
        problem = f"its bucket is in {home.partition}, but {place.code} is in {place.partition}"
        raise BadInput("template URL", problem, f"Copy the template to a bucket in {place.partition} and name that one")


def _bucket_region(url: str) -> regions.Region:
    """The Region in a URL that has one of the three forms which the console documents; BadInput for any other."""
    parts = _parts(url)
    match = _HOST.fullmatch(parts.netloc)
    if match is None:
        raise BadInput("template URL", f"{parts.netloc} is {_kind_of_host(parts.netloc)}", _WRITE)
    region = _region(match["region"], "template URL")
    if match["suffix"] != region.dns_suffix:
        problem = f"hosts in {region.code} end in {region.dns_suffix}, and {parts.netloc} does not"
        raise BadInput("template URL", problem, _WRITE)
    bucket, key = match["bucket"], parts.path.removeprefix("/")
    if bucket is None:
        bucket, _, key = key.partition("/")
    if not re.fullmatch(limits.BUCKET_NAME_PATTERN, bucket):
        raise BadInput("template URL", f"a bucket cannot be called {bucket!r}", _WRITE)
    if not key or key.endswith("/"):
        raise BadInput("template URL", f"{url} names no object in the bucket", "Add the key of the template")
    return region


def _parts(url: str) -> SplitResult:
    if not _URL_CHARACTERS.fullmatch(url):
        raise BadInput("template URL", f"{url!r} is not percent-encoded", "Percent-encode the key of the template")
    parts = urlsplit(url)
    if parts.scheme != "https":
        raise BadInput("template URL", f"{url} is not an https URL", _WRITE)
    if "#" in url or not re.fullmatch(r"(?:versionId=[^&]+)?", parts.query):
        # A signed URL is refused too: it expires, and whoever reads the link could use the signature.
        raise BadInput("template URL", f"{url} has more than ?versionId=... after the key", "Leave the rest out")
    return parts


def _kind_of_host(host: str) -> str:
    for pattern, kind in (
        (r"(?:^|\.)s3-website[.-]", "an S3 website, which CloudFormation does not read templates from"),
        (r"(?:^|\.)s3\.dualstack\.", "a dual-stack host, which the console does not document for templates"),
        (r"(?:^|\.)s3\.amazonaws\.", "a host without a Region"),
    ):
        if re.search(pattern, host):
            return kind
    return "not an S3 host that the console documents for templates"


def _check_stack_name(name: str) -> None:
    if not re.fullmatch(limits.STACK_NAME_PATTERN, name) or len(name) > limits.STACK_NAME_LENGTH:
        remedy = f"Use letters, digits and hyphens, begin with a letter, at most {limits.STACK_NAME_LENGTH} characters"
        raise BadInput("stack name", f"AWS refuses {name!r}", remedy)


def _region(code: str, where: str) -> regions.Region:
    try:
        return regions.region(code)
    except UnknownName as error:
        raise BadInput(where, f"there is no Region {code!r}", _did_you_mean(error)) from error


def _did_you_mean(error: UnknownName) -> str:
    return f"Did you mean {error.nearest}" if error.suggestions else f"Name a {error.kind} that exists"


def _check(name: str, value: str, parameters: Mapping[str, ParameterFacts]) -> list[str]:
    """BadInput where the template would refuse the value; warnings about what cannot be checked here."""
    where = f"parameter {name}"
    if name not in parameters:
        unknown = UnknownName.among("parameter", name, parameters)
        raise BadInput(where, "the template has no such parameter", _did_you_mean(unknown))
    facts = parameters[name]
    if facts.no_echo:
        raise BadInput(where, "it is NoEcho, and the console ignores such values in a link", "Leave it to the user")
    try:
        size = len(value.encode())
    except UnicodeEncodeError as error:
        raise BadInput(where, "its value has half of a surrogate pair", "Write a text that UTF-8 can hold") from error
    if size > limits.PARAMETER_VALUE_BYTES:
        raise BadInput(where, f"its value has {size:,} bytes", f"Use at most {limits.PARAMETER_VALUE_BYTES:,}")
    pattern = _compiled(facts.allowed_pattern)
    for item in facts.items(value):
        if problem := _refusal(facts, item, pattern):
            raise BadInput(where, f"{item!r} {problem}", "Give a value that the template allows")
    unchecked = facts.allowed_pattern is not None and pattern is None
    return [f"AllowedPattern of {name} is not one that Python reads; its value is unchecked."] if unchecked else []


def _refusal(facts: ParameterFacts, item: str, pattern: re.Pattern[str] | None) -> str | None:
    if facts.allowed_values is not None and item not in facts.allowed_values:
        return f"is not one of {', '.join(facts.allowed_values)}"
    if pattern is not None and not pattern.fullmatch(item):
        return f"does not match {pattern.pattern}"
    if facts.type in ("Number", "List<Number>"):
        if not _NUMBER.fullmatch(item):
            return "is not a number"
        return _outside(Decimal(item), facts.min_value, facts.max_value, "")
    return _outside(Decimal(len(item)), facts.min_length, facts.max_length, " characters")


def _outside(size: Decimal, least: Decimal | int | None, most: Decimal | int | None, unit: str) -> str | None:
    if least is not None and size < least:
        return f"is below the minimum of {least}{unit}"
    if most is not None and size > most:
        return f"is above the maximum of {most}{unit}"
    return None


def _compiled(pattern: str | None) -> re.Pattern[str] | None:
    """None also where Python would read the Java expression otherwise (``&&`` in a set) or not at all."""
    if pattern is None:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return re.compile(pattern, re.ASCII)
    except (re.error, ValueError, Warning):
        return None


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str | int | float):
        return str(value)
    raise ValueError(f"{value!r} is neither a text nor a number")


def _number(value: object) -> Decimal:
    if _NUMBER.fullmatch(_text(value)):
        return Decimal(_text(value))
    raise ValueError(f"the limit {value!r} is not a number")

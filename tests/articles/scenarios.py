"""Enough parameter values to make every resource of a template, and every variant of it, at least once."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from generator.template.errors import RequestRefused
from tests.articles.evaluation import HOME, OTHER, Made, make

SAMPLES = (
    "o-exampleorgid",
    "111122223333",
    "example-bucket",
    "arn:aws:kms:eu-west-1:111122223333:key/0123abcd",
    "arn:aws:sns:eu-west-1:111122223333:example",
    "security@example.com",
    "01234567-89ab-cdef-0123-456789abcdef",
    "19%3aexample%40thread.tacv2",
    "Recon:EC2/Portscan",
    "ami-0123456789abcdef0",
    "SensitiveData:S3Object/Personal",
    "arn:aws:iam::111122223333:role/example",
    "arn:aws:iam::111122223333:policy/example",
    "repo:example/example:environment:production",
    "eu-west-1,us-east-1",
    f"<EntityDescriptor>{1000 * 'x'}</EntityDescriptor>",
    "arn:aws:lambda:eu-west-1:111122223333:function:example",
    "arn:aws:sso:::instance/ssoins-0123456789abcdef",
    "https://app.example.com/signed-in",
    "a1b2c3d4e5",
    "vpc-0123456789abcdef0",
    "subnet-0123456789abcdef0",
    "arn:aws:s3:::example-bucket",
    "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/example/0123456789abcdef",
    "subnet-0123456789abcdef0,subnet-0123456789abcdef1",
    "r-abcd",
    "ou-abcd-12345678",
)
Stacks = Iterable[tuple[Mapping[str, Any], Made]]
"""Parameter values, and what they make."""


def stacks(data: Mapping[str, Any], home_region: str = HOME) -> Iterator[tuple[dict[str, Any], Made]]:
    """Every deployable scenario's parameter values, with what it makes."""
    for region, home in ((home_region, ""), (OTHER, home_region), ("cn-north-1", "")):
        here = {"HomeRegion": home} if "HomeRegion" in data.get("Parameters", {}) else {}
        for values in _values(data.get("Parameters", {})):
            try:
                yield values | here, make(data, region=region, **(values | here))
            except RequestRefused as refused:
                if "Template rule" not in refused.message:
                    raise


def _values(declared: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Defaults, switches, every text and number given, and each choice of each parameter on these; then one text alone."""
    given = {name: sample for name, body in declared.items() for sample in _samples(name, body)}
    numbers = {
        name: body["MaxValue"] for name, body in declared.items() if body["Type"] == "Number" and "MaxValue" in body
    }
    switches = {name: "ENABLED" for name, body in declared.items() if "ENABLED" in body.get("AllowedValues", ())}
    for base in ({}, switches, given | numbers, given | numbers | switches):
        yield base
        for name, body in declared.items():
            for choice in body.get("AllowedValues", ()) if body["Type"] == "String" else ():
                if base.get(name) != choice:
                    yield base | {name: choice}
    yield from ({name: sample} for name, sample in given.items())
    yield from _all_made(declared)


def _all_made(declared: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    choices = {name: body.get("AllowedValues", ()) for name, body in declared.items()}
    enabled = {name: "ENABLED" for name, values in choices.items() if "ENABLED" in values}
    created = {name: "CREATE" for name, values in choices.items() if "CREATE" in values}
    yield enabled | created
    if "ArchiveOrganizationId" in declared:
        yield enabled | created | {"ArchiveOrganizationId": SAMPLES[0]}


def _samples(name: str, body: Mapping[str, Any]) -> list[str]:
    if name == "HomeRegion" or body.get("Default") != "":
        return []
    return _fitting(body["AllowedPattern"])[:1]


@cache
def _fitting(pattern: str) -> list[str]:
    """The samples that match; kept, for the patterns are the same in many parameters and asked for in every Region."""
    return [each for each in SAMPLES if re.fullmatch(pattern, each)]

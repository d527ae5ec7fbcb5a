"""Decisions about requests that a template's policies must give, and which statement gives each.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, NamedTuple

from generator.permissions.decisions import miss
from generator.permissions.evaluation import Policies, decide
from generator.permissions.policies import Statement, parse
from generator.permissions.request import Principal, Request, Resource, role, root, service, user
from tests.articles.evaluation import ACCOUNT, HOME, Made

OURS, FOREIGN, OTHER_ACCOUNT = "o-exampleorgid", "o-foreign00000", "999988887777"
SISTER_ACCOUNT = "444455556666"
IAM = f"arn:aws:iam::{ACCOUNT}"
ADMIN = role(f"{IAM}:role/Admin", OURS)
ANN = user(f"{IAM}:user/ann", OURS)
ROOT = root(ACCOUNT, OURS)
STRANGER = role(f"arn:aws:iam::{OTHER_ACCOUNT}:role/Admin", FOREIGN)
STACK_SETS = role(f"{IAM}:role/stacksets-exec-0123456789abcdef", OURS)
BREAK_GLASS = role(f"{IAM}:role/BreakGlass", OURS)
LINKED = role(f"{IAM}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig", OURS)
CONFIG, CLOUDTRAIL, LOGGING = (service(f"{name}.amazonaws.com") for name in ("config", "cloudtrail", "logging.s3"))
ALL = {"Effect": "Allow", "Action": "*", "Resource": "*"}
EVERYTHING = tuple(parse({"Statement": ALL}, "everything"))
# What leaves it to the account's own policies, and what leaves it to nobody.
TO_ACCOUNT = tuple(parse({"Statement": {**ALL, "Principal": {"AWS": ACCOUNT}}}, "open to the account"))
TO_EVERYONE = tuple(parse({"Statement": {**ALL, "Principal": "*"}}, "open"))
ALLOWED, DENIED = True, False


class Row(NamedTuple):
    """One request and the decision that is wanted; ``bare`` is who has no policy that allows it anything."""

    who: Principal
    action: str
    resource: str
    wanted: bool
    context: Mapping[str, str | None] = {}
    owner: str = ""
    bare: bool = False

    @property
    def request(self) -> Request:
        """What is asked for belongs to ``owner``, else to the account in its ARN, else to that of the template."""
        named = self.resource.split(":")[4] if self.resource.count(":") > 4 else ""
        owner = self.owner or (named if named.isdecimal() else ACCOUNT)
        organization = FOREIGN if owner == OTHER_ACCOUNT else OURS
        return Request(self.who, self.action, Resource(self.resource, owner, organization), self.context)


Rows = Mapping[str, list[Row]]
"""By the Sid of the statement that the rows are about."""


@dataclass(frozen=True)
class Table:
    """The decisions of one policy: how it is found in what a template makes, and where it stands in AWS's order."""

    name: str
    kind: str
    stack: Callable[[], Made]
    document: "PropertyOf"
    rows: Rows

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The statements of the policy."""
        return _statements(self)

    @property
    def sids(self) -> dict[str, Statement]:
        """The statements by their Sid; a policy with two of one name has no table."""
        found = {each.policy.rpartition("statement ")[2]: each for each in self.statements}
        assert len(found) == len(self.statements)
        return found

    def policies(self, statements: tuple[Statement, ...], about: str) -> Policies:
        """The policy among others that allow everything; an Allow of an identity stands alone, for it would never decide."""
        alone = self.kind == "identity" and self.sids[about].effect == "Allow"
        identity = () if alone else EVERYTHING
        match self.kind:
            case "identity":
                return Policies(identity + statements, TO_ACCOUNT)
            case "boundary":
                return Policies(identity, TO_ACCOUNT, boundary=statements)
            case "scp":
                return Policies(identity, TO_ACCOUNT, scps=(EVERYTHING, EVERYTHING + statements))
            case "rcp":
                return Policies(identity, TO_EVERYONE, rcps=(EVERYTHING, EVERYTHING + statements))
            case "guard":
                return Policies(identity, TO_EVERYONE + statements)
        return Policies(identity, statements)

    def allowed(self, row: Row, about: str, without: str = "") -> bool:
        """The decision about a row of a Sid, with the whole policy or without one statement."""
        left = tuple(each for sid, each in self.sids.items() if sid != without)
        if self.kind == "endpoint":
            return _passes(left, row.request)
        policies = self.policies(left, about)
        return decide(row.request, replace(policies, identity=()) if row.bare else policies).allowed

    def wrong(self) -> Iterator[str]:
        """The rows that are decided otherwise than wanted."""
        for sid, rows in self.rows.items():
            for row in rows:
                if self.allowed(row, sid) is not row.wanted:
                    yield f"{self.name} {sid}: {row.action} on {row.resource} {dict(row.context)} is {not row.wanted}"

    def idle(self) -> Iterator[str]:
        """Statements without rows of both outcomes, and those whose removal changes the decision of none of their rows."""
        for sid in self.sids.keys() - self.rows.keys():
            yield f"{self.name} {sid}: no row is about it"
        for sid, rows in self.rows.items():
            if {row.wanted for row in rows} != {ALLOWED, DENIED}:
                yield f"{self.name} {sid}: its rows have one outcome"
            if all(self.allowed(row, sid, sid) is row.wanted for row in rows):
                yield f"{self.name} {sid}: it decides nothing"


def _passes(statements: tuple[Statement, ...], request: Request) -> bool:
    """Whether an endpoint lets a request through: its policies here are for everybody, and none denies."""
    assert {each.effect for each in statements} <= {"Allow"}
    assert all(each.principal == {"*": ("*",)} for each in statements)
    return any(miss(each, request.action, request.resource.arn, request.context) is None for each in statements)


@cache
def _statements_of(
    name: str, kind: str, stack: Callable[[], Made], document: Callable[[Made], Any]
) -> tuple[Statement, ...]:
    return tuple(parse(document(stack()), name))


def _statements(table: Table) -> tuple[Statement, ...]:
    return _statements_of(table.name, table.kind, table.stack, table.document)


@dataclass(frozen=True)
class PropertyOf:
    """What finds a document in a resource's properties."""

    logical_id: str
    path: tuple[str | int, ...]

    def __call__(self, stack: Made) -> Mapping[str, Any]:
        """The document in what a template makes."""
        value: Any = stack.properties(self.logical_id)
        for key in self.path:
            value = value[key]
        document: Mapping[str, Any] = value
        return document


def property_of(logical_id: str, *path: str | int) -> PropertyOf:
    """What finds a document in a resource's properties."""
    return PropertyOf(logical_id, path)


def regional(service_name: str, rest: str, region: str = HOME) -> str:
    """An ARN of this account in a Region."""
    return f"arn:aws:{service_name}:{region}:{ACCOUNT}:{rest}"

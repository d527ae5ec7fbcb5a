"""IAM policy documents of awacs statements, with the statements that every bucket and topic has.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
"""

from typing import Any

from awacs.aws import (
    Action,
    Allow,
    Bool,
    Condition,
    ConditionElement,
    Deny,
    NumericLessThan,
    PolicyDocument,
    Principal,
    Statement,
)
from troposphere import AWSHelperFn, Sub

EVERYONE = Principal("*")


def service(name: str) -> Principal:
    """The principal of an AWS service: ``config`` is ``config.amazonaws.com`` in every partition."""
    return Principal("Service", f"{name}.amazonaws.com")


def policy(*statements: Statement | AWSHelperFn) -> PolicyDocument | dict[str, Any]:
    """A policy document of the current version; a statement may stand under ``Fn::If``, which awacs does not take."""
    if all(isinstance(statement, Statement) for statement in statements):
        return PolicyDocument(Version="2012-10-17", Statement=list(statements))
    return {"Version": "2012-10-17", "Statement": list(statements)}


def allow(
    *actions: Action,
    on: Any = None,
    to: Principal | None = None,
    if_: tuple[ConditionElement, ...] = (),
    sid: str | None = None,
) -> Statement:
    """Allow ``actions`` on the resources ``on`` (one or a list); ``to`` is the principal of a resource policy."""
    facts = {"Effect": Allow, "Action": list(actions)} | ({"Sid": sid} if sid else {})
    return _statement(facts, to, on, if_)


def deny(
    *actions: Action,
    on: Any = None,
    to: Principal | None = None,
    if_: tuple[ConditionElement, ...] = (),
    sid: str | None = None,
) -> Statement:
    """Deny ``actions``; the same arguments as :func:`allow`."""
    facts = {"Effect": Deny, "Action": list(actions)} | ({"Sid": sid} if sid else {})
    return _statement(facts, to, on, if_)


def deny_plain_http(action: Action, on: Any) -> Statement:
    """Refuse every request that is not encrypted in transit."""
    return deny(action, on=on, to=EVERYONE, if_=(Bool("aws:SecureTransport", "false"),), sid="DenyPlainHttp")


def deny_old_tls(action: Action, on: Any) -> Statement:
    """Refuse TLS before 1.2; a statement of its own, because the key is missing from a request over plain HTTP."""
    return deny(action, on=on, to=EVERYONE, if_=(NumericLessThan("s3:TlsVersion", "1.2"),), sid="DenyOldTls")


def arn(service_name: str, resource: str, *, region: str = "${AWS::Region}", account: str = "${AWS::AccountId}") -> Sub:
    """An ARN in whatever partition the stack is in."""
    return Sub(f"arn:${{AWS::Partition}}:{service_name}:{region}:{account}:{resource}")


def _statement(facts: dict[str, Any], to: Principal | None, on: Any, if_: tuple[ConditionElement, ...]) -> Statement:
    if to is not None:
        facts["Principal"] = to
    if on is not None:
        facts["Resource"] = on if isinstance(on, list) else [on]
    if if_:
        facts["Condition"] = Condition(_merged(if_))
    return Statement(**facts)


def _merged(elements: tuple[ConditionElement, ...]) -> list[ConditionElement]:
    """One element per operator, as JSON demands; raises ValueError for a key that an operator would have twice."""
    merged: dict[type[ConditionElement], dict[str, Any]] = {}
    for element in elements:
        keys = merged.setdefault(type(element), {})
        twice = keys.keys() & element.get_dict().keys()
        if twice:
            raise ValueError(f"{element.condition} has {', '.join(sorted(twice))} twice")
        keys |= element.get_dict()
    return [kind(keys) for kind, keys in merged.items()]

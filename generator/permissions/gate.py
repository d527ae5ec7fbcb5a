"""Holds every API call of a session to the policies of the role it acts as, and remembers what was decided.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from generator.automation.service_models import service_model
from generator.permissions import api_actions
from generator.permissions.call_context import call_context, requested_region
from generator.permissions.decisions import refusal
from generator.permissions.lookups import Lookups
from generator.permissions.policies import read_role
from generator.permissions.resources import Named, Place, named_resources, passed_roles
from generator.permissions.trust import ACTION, SERVICE, trust_refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    import boto3

    from generator.permissions.policies import RolePolicies


@dataclass(frozen=True)
class Decision:
    """One action of one call on one resource: allowed, or refused and why."""

    role_arn: str
    service: str
    operation: str
    action: str
    resource: str
    region: str
    refusal: str | None

    @property
    def allowed(self) -> bool:
        return self.refusal is None


@dataclass(frozen=True)
class _Call:
    policies: RolePolicies
    service: str
    operation: str
    region: str
    context: Mapping[str, tuple[str, ...]]


class Gate:
    """Reads roles with ``session``, whose own calls are free; ``decisions`` grows over all runs that use the gate."""

    def __init__(self, session: boto3.Session) -> None:
        self._session = session
        self._lookups = Lookups(session)
        self._policies: dict[str, RolePolicies] = {}
        self.decisions: list[Decision] = []

    def policies(self, role_arn: str) -> RolePolicies:
        """The policies of a role as they were when it was last assumed, or are now."""
        if role_arn not in self._policies:
            self._policies[role_arn] = read_role(self._session, role_arn)
        return self._policies[role_arn]

    def assume(self, role_arn: str, execution_arn: str) -> None:
        """Reads the role anew; ClientError AccessDenied when Systems Manager may not assume it."""
        self._policies.pop(role_arn, None)
        reason = trust_refusal(self.policies(role_arn), execution_arn)
        if reason is not None:
            message = (
                f"AccessDenied: {SERVICE} is not authorized to perform: {ACTION} on resource: {role_arn}: {reason}"
            )
            raise _denied("AccessDenied", message, "AssumeRole")

    def attach(self, session: boto3.Session, role_arn: str) -> None:
        """Checks the calls of clients that are made from the session afterwards."""

        def keep_parameters(params: dict[str, Any], context: dict[str, Any], **_: Any) -> None:
            context["gate_parameters"] = dict(params)

        def check(model: Any, context: dict[str, Any], **_: Any) -> None:
            parameters = context.get("gate_parameters", {})
            service = model.service_model.service_name
            self.check(role_arn, service, model.name, parameters, context.get("client_region") or "")

        session.events.register_first("before-parameter-build.*.*", keep_parameters)
        session.events.register("before-call.*.*", check)

    def check(self, role_arn: str, service: str, operation: str, parameters: Mapping[str, Any], region: str) -> None:
        """Raises ClientError AccessDenied, as AWS would, when the role may not make this call."""
        _, partition, _, _, account, _ = role_arn.split(":", 5)
        place = Place(partition, requested_region(service, region), account)
        context = call_context(service, parameters, place, role_arn)
        call = _Call(self.policies(role_arn), service, operation, place.region, context)
        try:
            needed = api_actions.required_actions(service, operation)
        except api_actions.UnknownServiceError as error:
            raise _denied("AccessDenied", f"AccessDenied: role {role_arn}: {error}", operation) from error
        for required in needed:
            self._decide(call, required.action, named_resources(required, parameters, place, self._lookups.real_arn))
        if any(required.passes_role for required in needed):
            passing = {**context, "iam:passedtoservice": (api_actions.passed_to(service, operation),)}
            for role in passed_roles(parameters):
                self._decide(replace(call, context=passing), "iam:PassRole", Named((role,)))

        if service == "ec2":
            self._decide_tags(call, parameters, place)

    def _decide_tags(self, call: _Call, parameters: Mapping[str, Any], place: Place) -> None:
        """A call that tags what it makes needs ec2:CreateTags on it, and says which call it is.

        https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/supported-iam-actions-tagging.html
        """
        tagging = replace(call, context={**call.context, "ec2:createaction": (call.operation,)})
        for made in parameters.get("TagSpecifications") or ():
            arn = f"arn:{place.partition}:ec2:{place.region}:{place.account}:{made.get('ResourceType', '*')}/*"
            self._decide(tagging, "ec2:CreateTags", Named((arn,)))

    def _decide(self, call: _Call, action: str, named: Named) -> None:
        role_arn = call.policies.role_arn
        reasons = [(arn, refusal(call.policies, action, arn, call.context)) for arn in named.arns]
        if named.one_of:
            reasons = [next((pair for pair in reasons if pair[1] is None), reasons[-1])]
        for arn, reason in reasons:
            self.decisions.append(Decision(role_arn, call.service, call.operation, action, arn, call.region, reason))
            if reason is not None:
                message = (
                    f"AccessDenied: role {role_arn} is not authorized to perform: {action} on resource: {arn} {reason}"
                )
                raise _denied(_code(call.service), message, call.operation)


def _code(service: str) -> str:
    """The error code by which a service says that a call is not authorized."""
    protocol = service_model(service).metadata["protocol"]
    return {"ec2": "UnauthorizedOperation", "query": "AccessDenied", "rest-xml": "AccessDenied"}.get(
        protocol, "AccessDeniedException"
    )


def _denied(code: str, message: str, operation: str) -> ClientError:
    return ClientError(
        {"Error": {"Code": code, "Message": message}, "ResponseMetadata": {"HTTPStatusCode": 403}},  # type: ignore[typeddict-item] # a call that was not sent has no request id
        operation,
    )

"""Macie's session, and what it is told: suppression rules, allow lists and custom data identifiers.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Macie.html
"""

from collections.abc import Callable
from typing import Any

from generator.rehearsal.resource_types.resource_type import Attributes, Resource, ResourceType, by_id, lower_camel


def _enable(resource: Resource) -> str:
    resource.call("macie2", "enable_macie", **_session(resource))
    return resource.account.account_id


def _update_session(resource: Resource) -> None:
    resource.call("macie2", "update_macie_session", **_session(resource))


def _session(resource: Resource) -> dict[str, Any]:
    given = lower_camel(resource.pick("FindingPublishingFrequency"))
    return {"status": resource.properties.get("Status", "ENABLED"), **given}


def _session_attributes(resource: Resource) -> Attributes:
    account = resource.account
    role = "aws-service-role/macie.amazonaws.com/AWSServiceRoleForAmazonMacie"
    return {
        "AwsAccountId": account.account_id,
        "ServiceRole": f"arn:{account.partition}:iam::{account.account_id}:role/{role}",
    }


def _of_session(kind: str) -> Callable[[Resource], Attributes]:
    """Id and ARN of what a session is told; ``kind`` stands in the ARN."""

    def attributes(resource: Resource) -> Attributes:
        account = resource.account
        where = f"arn:{account.partition}:macie2:{account.region}:{account.account_id}"
        found = {"Id": resource.physical_id, "Arn": f"{where}:{kind}/{resource.physical_id}"}
        return found | ({"Status": "OK"} if kind == "allow-list" else {})

    return attributes


def _criteria(resource: Resource) -> dict[str, Any]:
    """Names of criteria and operators are the same in the API, whatever their first letters are."""
    return {"criterion": resource.properties["FindingCriteria"]["Criterion"]}


def _create_filter(resource: Resource) -> str:
    given = resource.pick(name="Name", action="Action", description="Description", position="Position")
    return str(resource.call("macie2", "create_findings_filter", findingCriteria=_criteria(resource), **given)["id"])


def _update_filter(resource: Resource) -> None:
    given = resource.pick(name="Name", action="Action", description="Description", position="Position")
    resource.call(
        "macie2", "update_findings_filter", id=resource.physical_id, findingCriteria=_criteria(resource), **given
    )


def _create_list(resource: Resource) -> str:
    given = lower_camel(resource.pick("Name", "Description", "Criteria"))
    return str(resource.call("macie2", "create_allow_list", clientToken=resource.logical_id, **given)["id"])


def _update_list(resource: Resource) -> None:
    given = lower_camel(resource.pick("Name", "Description", "Criteria"))
    resource.call("macie2", "update_allow_list", id=resource.physical_id, **given)


def _create_identifier(resource: Resource) -> str:
    given = resource.pick("Name", "Regex", "Description", "IgnoreWords", "Keywords", "MaximumMatchDistance")
    return str(resource.call("macie2", "create_custom_data_identifier", **lower_camel(given))["customDataIdentifierId"])


ROWS = (
    ResourceType(
        "AWS::Macie::Session",
        create=_enable,
        update=_update_session,
        delete=lambda resource: resource.call("macie2", "disable_macie"),
        attributes=_session_attributes,
    ),
    ResourceType(
        "AWS::Macie::FindingsFilter",
        create=_create_filter,
        update=_update_filter,
        delete=by_id("macie2", "delete_findings_filter", "id"),
        attributes=_of_session("findings-filter"),
    ),
    ResourceType(
        "AWS::Macie::AllowList",
        create=_create_list,
        update=_update_list,
        delete=by_id("macie2", "delete_allow_list", "id"),
        attributes=_of_session("allow-list"),
    ),
    ResourceType(
        "AWS::Macie::CustomDataIdentifier",
        create=_create_identifier,
        delete=by_id("macie2", "delete_custom_data_identifier", "id"),
        attributes=_of_session("custom-data-identifier"),
    ),
)

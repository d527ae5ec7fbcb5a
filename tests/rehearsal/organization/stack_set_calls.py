"""Calls that the tests of stack sets make again and again."""

import json
from typing import Any

from generator.rehearsal.organization.organization import StrictOrganization

TOPIC = json.dumps(
    {
        "Parameters": {"Name": {"Type": "String", "Default": "first"}},
        "Resources": {"Topic": {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": {"Ref": "Name"}}}},
    }
)
ALL_AT_ONCE = {"MaxConcurrentPercentage": 100, "FailureTolerancePercentage": 100, "RegionConcurrencyType": "PARALLEL"}


class Calls:
    """The StackSets of one caller, with one set called ``topics``."""

    def __init__(self, organization: StrictOrganization, account: str | None = None, **more: Any) -> None:
        self.organization = organization
        self.client = organization.client("cloudformation", account)
        self.more = {"StackSetName": "topics", **more}

    def create(self, template: str = TOPIC, **settings: Any) -> str:
        given = {"AutoDeployment": {"Enabled": True, "RetainStacksOnAccountRemoval": False}, **self.more, **settings}
        return str(
            self.client.create_stack_set(TemplateBody=template, PermissionModel="SERVICE_MANAGED", **given)[
                "StackSetId"
            ]
        )

    def begin(self, operation: str, **given: Any) -> str:
        given = {"OperationPreferences": ALL_AT_ONCE, **self.more, **given}
        return str(getattr(self.client, operation)(**given)["OperationId"])

    def instances(self, unit: str = "Root", regions: tuple[str, ...] = ("us-east-1",), **given: Any) -> str:
        targets = {"OrganizationalUnitIds": [self.organization.ou(unit)], **given.pop("targets", {})}
        return self.begin("create_stack_instances", DeploymentTargets=targets, Regions=list(regions), **given)

    def delete(self, unit: str = "Root", regions: tuple[str, ...] = ("us-east-1",), **given: Any) -> str:
        targets = {"OrganizationalUnitIds": [self.organization.ou(unit)], **given.pop("targets", {})}
        given = {"RetainStacks": False, **given}
        return self.begin("delete_stack_instances", DeploymentTargets=targets, Regions=list(regions), **given)

    def operation(self, operation_id: str) -> dict[str, Any]:
        """Once, which lets it proceed by a round."""
        found: dict[str, Any] = self.client.describe_stack_set_operation(OperationId=operation_id, **self.more)
        return dict(found["StackSetOperation"])

    def end(self, operation_id: str) -> dict[str, Any]:
        """When everything has come to its end."""
        self.organization.settle()
        return self.operation(operation_id)

    def results(self, operation_id: str) -> dict[tuple[str, str], str]:
        """Account name and Region to status."""
        found = self.client.list_stack_set_operation_results(OperationId=operation_id, **self.more)["Summaries"]
        names = {member.account_id: member.name for member in self.organization.tree.members.values()}
        return {(names[each["Account"]], each["Region"]): each["Status"] for each in found}

    def listed(self, **given: Any) -> list[dict[str, Any]]:
        """Every instance."""
        pages = self.client.get_paginator("list_stack_instances").paginate(**self.more, **given)
        return [each for page in pages for each in page["Summaries"]]

    def accounts(self, **given: Any) -> set[str]:
        """The names of the accounts that have instances; ids of those that left."""
        members = self.organization.tree.members
        return {
            members[each["Account"]].name if each["Account"] in members else each["Account"]
            for each in self.listed(**given)
        }

"""Budgets.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-budgets-budget.html
"""

from typing import Any

from generator.rehearsal.resource_types.resource_type import Resource, ResourceType


def _create(resource: Resource) -> str:
    name = str(resource.properties["Budget"].get("BudgetName") or resource.generated_name(100))
    resource.call(
        "budgets",
        "create_budget",
        AccountId=resource.account.account_id,
        Budget=_budget(resource, name),
        **resource.pick("NotificationsWithSubscribers", "ResourceTags"),
    )
    return name


def _budget(resource: Resource, name: str) -> dict[str, Any]:
    budget = {**resource.properties["Budget"], "BudgetName": name}
    if "BudgetLimit" in budget:
        # A number in the template, a decimal text in the API.
        budget["BudgetLimit"] = {**budget["BudgetLimit"], "Amount": str(budget["BudgetLimit"]["Amount"])}
    return budget


def _update(resource: Resource) -> None:
    budget = _budget(resource, resource.physical_id)
    resource.call("budgets", "update_budget", AccountId=resource.account.account_id, NewBudget=budget)


def _delete(resource: Resource) -> None:
    resource.call("budgets", "delete_budget", AccountId=resource.account.account_id, BudgetName=resource.physical_id)


ROWS = (
    ResourceType(
        "AWS::Budgets::Budget",
        create=_create,
        update=_update,
        delete=_delete,
        attributes=lambda resource: {"Id": resource.physical_id},
    ),
)

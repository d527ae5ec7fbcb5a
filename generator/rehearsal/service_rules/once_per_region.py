"""What an account has once per Region: a GuardDuty detector, a Security Hub.

https://docs.aws.amazon.com/guardduty/latest/APIReference/API_CreateDetector.html
https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_EnableSecurityHub.html
"""

from generator.rehearsal.api_call import Answer, Call


def no_other_detector(call: Call) -> None:
    """One detector; and DataSources, the older form, does not go with Features."""
    if call.account.client("guardduty").list_detectors()["DetectorIds"]:
        raise call.refuse(
            "BadRequestException",
            "The request is rejected because a detector already exists for the current account.",
        )
    if "DataSources" in call.parameters and "Features" in call.parameters:
        raise call.refuse("BadRequestException", "The request is rejected: use either dataSources or features.")


def no_other_hub(call: Call) -> None:
    """One hub."""
    from botocore.exceptions import ClientError

    try:
        call.account.client("securityhub").describe_hub()
    except ClientError:
        return
    raise call.refuse("ResourceConflictException", "Account is already subscribed to Security Hub")


def update_hub(call: Call) -> Answer:
    """An unmodelled API: the account must have a hub."""
    call.account.client("securityhub").describe_hub()
    call.account.store("security hub configuration").update(call.parameters)
    return {}


def update_budget(call: Call) -> Answer:
    """An unmodelled API: an existing budget gets the new body, its notifications stay."""
    from moto.budgets.models import budgets_backends

    account, budget = str(call.parameters["AccountId"]), dict(call.parameters["NewBudget"])
    call.account.client("budgets").describe_budget(AccountId=account, BudgetName=budget["BudgetName"])
    stored = budgets_backends[account][call.account.partition].budgets[account][budget["BudgetName"]]
    stored.budget = {**budget, "TimePeriod": budget.get("TimePeriod", stored.budget["TimePeriod"])}
    return {}

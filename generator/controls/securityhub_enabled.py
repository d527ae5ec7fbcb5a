"""Security Hub collects the findings of the account; the runbook enables it without any standard.

https://docs.aws.amazon.com/config/latest/developerguide/securityhub-enabled.html
"""

from awacs import securityhub

from generator.blocks.account_id import ACCOUNT_ID, THE_ACCOUNT
from generator.blocks.policy import allow, arn
from generator.blocks.service_linked_role import allow_service_linked_role
from generator.blocks.state_runbook import Events, StateFunctions, state_steps
from generator.model import Control, Framework, Mode, Runbook, Scope, Text


def read(events: Events) -> dict[str, bool]:
    """Whether the account has a hub in this Region."""
    import boto3

    client = boto3.client("securityhub")
    try:
        client.describe_hub()
    except client.exceptions.InvalidAccessException:
        return {"Enabled": False}
    return {"Enabled": True}


def complies(state: dict[str, bool], events: Events) -> bool:
    """There is a hub."""
    return state["Enabled"]


CONTROL = Control(
    identifier="SECURITYHUB_ENABLED",
    title=Text("Security Hub is enabled", "Security Hub が有効である"),
    why=Text(
        "Findings of GuardDuty, Inspector, Macie and Access Analyzer that nobody collects are read by nobody.",
        "GuardDuty、Inspector、Macie、Access Analyzer の検出結果は、集約しなければ見落とされます。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.AUTO,
    danger=Text(
        "A repair enables no standard, because each of them is billed by its checks, and it cannot be undone.",
        "修復では、チェック数に応じて課金される標準は有効にしません。元に戻すことはできません。",
    ),
    framework=Framework(anti_patterns=(19,)),
    runbook=Runbook(
        name="EnableSecurityHub",
        description=(
            "Enables Security Hub in this Region without its standards, which a person chooses."
            " There is no Restore: to disable Security Hub would delete its findings."
        ),
        inputs=(ACCOUNT_ID,),
        undo=None,
        steps=state_steps(
            StateFunctions(
                read=read,
                complies=complies,
                repair=(
                    {
                        "name": "EnableSecurityHub",
                        "action": "aws:executeAwsApi",
                        "inputs": {
                            "Service": "securityhub",
                            "Api": "EnableSecurityHub",
                            "EnableDefaultStandards": False,
                        },
                    },
                ),
            ),
            payload=THE_ACCOUNT,
        ),
        permissions=(
            allow(securityhub.DescribeHub, securityhub.EnableSecurityHub, on=arn("securityhub", "hub/default")),
            allow_service_linked_role("securityhub"),
        ),
    ),
)

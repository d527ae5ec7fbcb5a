"""The runbook that asks AWS Trusted Advisor to look again at everything that can be refreshed by request.

https://docs.aws.amazon.com/awssupport/latest/APIReference/API_RefreshTrustedAdvisorCheck.html
"""

from typing import Any

from awacs import support

from generator.blocks.policy import allow
from generator.blocks.runbook_script import script_step
from generator.blocks.state_runbook import Events
from generator.model import Runbook


def refresh(events: Events, context: object) -> dict[str, Any]:
    """Ask for each check; those that Trusted Advisor refreshes by itself refuse, which is no failure."""
    import boto3

    client = boto3.client("support")
    checks = client.describe_trusted_advisor_checks(language="en")["checks"]
    if events["DryRun"]:
        return {"Outcome": "PREVIEW", "Refreshed": 0}
    refreshed = 0
    for check in checks:
        try:
            client.refresh_trusted_advisor_check(checkId=check["id"])
            refreshed += 1
        except client.exceptions.ClientError as refused:
            if refused.response["Error"]["Code"] != "InvalidParameterValueException":
                raise
    return {"Outcome": "REFRESHED", "Refreshed": refreshed}


REFRESH = Runbook(
    name="RefreshTrustedAdvisorChecks",
    description=(
        "Asks AWS Trusted Advisor to refresh its checks; fails without a support plan that has the AWS Support API."
    ),
    inputs=(),
    undo=None,
    steps=(
        script_step(
            "Plan",
            refresh,
            payload={"DryRun": "{{ DryRun }}"},
            outputs={"Outcome": "String", "Refreshed": "Integer"},
            isEnd=True,
        ),
    ),
    permissions=(allow(support.DescribeTrustedAdvisorChecks, support.RefreshTrustedAdvisorCheck, on="*"),),
)
"""What State Manager runs on schedule."""

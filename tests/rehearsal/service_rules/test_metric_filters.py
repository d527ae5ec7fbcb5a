import pytest
from botocore.exceptions import ClientError

from generator.rehearsal.account import StrictAccount

REGION, GROUP = "us-east-1", "/aws/cloudtrail/baseline"


def put(account: StrictAccount, pattern: str) -> None:
    account.account_region(REGION).client("logs").put_metric_filter(
        logGroupName=GROUP,
        filterName="sample",
        filterPattern=pattern,
        metricTransformations=[{"metricName": "Root", "metricNamespace": "sample", "metricValue": "1"}],
    )


def test_a_metric_filter_needs_its_log_group_and_not_one_whose_name_begins_so(account: StrictAccount) -> None:
    logs = account.account_region(REGION).client("logs")
    logs.create_log_group(logGroupName=f"{GROUP}-2")
    with pytest.raises(ClientError, match="log group does not exist"):
        put(account, "ERROR")
    logs.create_log_group(logGroupName=GROUP)
    put(account, "ERROR")


def test_a_pattern_that_cannot_be_read_is_refused(account: StrictAccount) -> None:
    account.account_region(REGION).client("logs").create_log_group(logGroupName=GROUP)
    with pytest.raises(ClientError, match="InvalidParameterException"):
        put(account, '{ $.eventName == "DeleteTrail" }')

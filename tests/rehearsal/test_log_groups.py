import json

import pytest
from botocore.exceptions import ClientError

from generator.rehearsal.account import StrictAccount
from generator.rehearsal.article_run import StackRun, launch
from generator.rehearsal.committed import committed_parameters, template_text

HOME, OTHER = REGIONS = "us-east-1", "eu-west-1"
EVERYTHING = {
    "LogDataProtection": "CREATE",
    "LogPaymentCards": "ENABLED",
    "LogEmailAddresses": "ENABLED",
    "LogGroupKey": "CREATE",
}


def everything(account: StrictAccount, region: str, **given: str) -> StackRun:
    topic = account.account_region(region).client("sns").create_topic(Name="alerts")["TopicArn"]
    values = committed_parameters("log-groups") | EVERYTHING | {"AlertTopicArn": topic} | given
    return launch(account, "log-groups", region, REGIONS, values)


@pytest.mark.parametrize("region", REGIONS)
def test_data_is_masked_and_reported_to_an_encrypted_group(account: StrictAccount, region: str) -> None:
    run = everything(account, region)
    assert run.stack is not None and run.green, run.refused
    logs = account.account_region(region).client("logs")
    (policy,) = logs.describe_account_policies(policyType="DATA_PROTECTION_POLICY")["accountPolicies"]
    report, mask = json.loads(policy["policyDocument"])["Statement"]
    assert len(mask["DataIdentifier"]) == 8
    (group,) = logs.describe_log_groups()["logGroups"]
    assert report["Operation"]["Audit"]["FindingsDestination"]["CloudWatchLogs"]["LogGroup"] == group["logGroupName"]
    assert group["kmsKeyId"] == run.stack.outputs["LogGroupKeyArnMade"].value


def test_a_second_policy_is_refused_and_the_first_stays(account: StrictAccount) -> None:
    assert everything(account, HOME).green
    values = committed_parameters("log-groups") | EVERYTHING | {"NamePrefix": "other"}
    second = account.create_stack("second", template_text("log-groups"), values)
    assert second.status == "ROLLBACK_COMPLETE"
    assert "one data protection policy" in second.failures[0].reason
    logs = account.account_region(HOME).client("logs")
    (policy,) = logs.describe_account_policies(policyType="DATA_PROTECTION_POLICY")["accountPolicies"]
    assert policy["policyName"] == "baseline-data-protection"


def policy_of(**changed: object) -> str:
    audit = {"DataIdentifier": ["arn:aws:dataprotection::aws:data-identifier/Name"]}
    report = {**audit, "Operation": {"Audit": {"FindingsDestination": {}}}}
    mask = {**audit, "Operation": {"Deidentify": {"MaskConfig": {}}}, **changed}
    return json.dumps({"Statement": [report, mask] if changed.get("Operation", True) else [report]})


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (policy_of(Operation=None), "A statement that audits and one that masks"),
        (policy_of(DataIdentifier=["arn:aws:dataprotection::aws:data-identifier/Address"]), "the same data"),
    ],
)
def test_the_double_refuses_what_does_not_both_report_and_mask(
    account: StrictAccount, document: str, reason: str
) -> None:
    logs = account.account_region(HOME).client("logs")
    put = {"policyName": "sample", "policyType": "DATA_PROTECTION_POLICY"}
    with pytest.raises(ClientError, match=reason):
        logs.put_account_policy(**put, policyDocument=document)
    logs.put_account_policy(**put, policyDocument=policy_of())

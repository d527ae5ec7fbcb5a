import json
from pathlib import Path
from typing import Any

import pytest

from generator.blocks.log_data_protection import CREDENTIALS, EMAIL_ADDRESSES, PAYMENT_CARDS
from generator.rehearsal.service_rules.policy_evaluation import Attempt, allows
from generator.template.errors import RequestRefused
from tests.articles.evaluation import ACCOUNT, HOME, OTHER, Made, made
from tests.events.filter_pattern import matches

NAME = "log-groups"
TOPIC = f"arn:aws:sns:{HOME}:{ACCOUNT}:alerts"
KEY_ARN = f"arn:aws:kms:{HOME}:{ACCOUNT}:key/0123abcd"
REPORTS: dict[str, Any] = json.loads((Path(__file__).parents[1] / "events/samples/logs.json").read_text("utf-8"))[
    "events"
]
FINDINGS = "CloudWatchLogsGroupForDataProtection"
GROUP = f"made-{FINDINGS.lower()}"
LOGS = f"arn:aws:logs:{HOME}:{ACCOUNT}"


def stack(**given: Any) -> Made:
    return made(NAME, **{"LogDataProtection": "CREATE", **given})


def statements(**given: Any) -> list[dict[str, Any]]:
    properties = stack(**given).properties("CloudWatchLogsAccountPolicyForDataProtection")
    found: list[dict[str, Any]] = json.loads(properties["PolicyDocument"])["Statement"]
    return found


def test_nothing_is_made_until_it_is_chosen() -> None:
    assert made(NAME, LogPaymentCards="ENABLED", LogEmailAddresses="ENABLED", AlertTopicArn=TOPIC).resources == {}
    assert set(made(NAME, LogGroupKey="CREATE").resources) == {"KMSKeyForLogGroups"}


@pytest.mark.parametrize(
    ("cards", "email", "looked_for"),
    [
        ("DISABLED", "DISABLED", CREDENTIALS),
        ("ENABLED", "DISABLED", (*CREDENTIALS, *PAYMENT_CARDS)),
        ("DISABLED", "ENABLED", (*CREDENTIALS, *EMAIL_ADDRESSES)),
        ("ENABLED", "ENABLED", (*CREDENTIALS, *PAYMENT_CARDS, *EMAIL_ADDRESSES)),
    ],
)
def test_the_same_data_is_reported_and_masked(cards: str, email: str, looked_for: tuple[str, ...]) -> None:
    report, mask = statements(LogPaymentCards=cards, LogEmailAddresses=email)
    wanted = [f"arn:aws:dataprotection::aws:data-identifier/{name}" for name in looked_for]
    assert report["DataIdentifier"] == mask["DataIdentifier"] == wanted
    assert report["Operation"] == {"Audit": {"FindingsDestination": {"CloudWatchLogs": {"LogGroup": GROUP}}}}
    assert mask["Operation"] == {"Deidentify": {"MaskConfig": {}}}


def test_identifiers_are_those_of_the_partition() -> None:
    report, _ = statements(region="cn-north-1")
    assert {each.partition("::")[0] for each in report["DataIdentifier"]} == {"arn:aws-cn:dataprotection"}


def test_the_policy_waits_until_its_reports_can_be_written() -> None:
    assert stack().waits_for("CloudWatchLogsAccountPolicyForDataProtection") == {
        FINDINGS,
        "CloudWatchLogsResourcePolicyForDataProtection",
    }


def delivers(action: str = "logs:PutLogEvents", group: str = GROUP, **context: str) -> bool:
    text = stack().properties("CloudWatchLogsResourcePolicyForDataProtection")["PolicyDocument"]
    sources = {"aws:SourceAccount": ACCOUNT, "aws:SourceArn": f"{LOGS}:*"}
    keys = {"account": "aws:SourceAccount", "source": "aws:SourceArn"}
    sources |= {keys[name]: value for name, value in context.items()}
    resource = f"{LOGS}:log-group:{group}:log-stream:report"
    attempt = Attempt(action, resource, service="delivery.logs.amazonaws.com", context=sources)
    return allows([json.loads(text)], attempt)


def test_log_delivery_writes_reports_of_this_account_and_nothing_else() -> None:
    assert delivers() and delivers("logs:CreateLogStream")
    assert not delivers("logs:DeleteLogStream")
    assert not delivers("logs:GetLogEvents")
    assert not delivers(group="/aws/lambda/another")
    assert not delivers(account="444455556666")
    assert not delivers(source=f"arn:aws:logs:{OTHER}:{ACCOUNT}:*")
    assert not delivers(source=f"arn:aws:logs:{HOME}:444455556666:*")


def encrypts(action: str, group: str, service: str = f"logs.{HOME}.amazonaws.com") -> bool:
    policy = made(NAME, LogGroupKey="CREATE").properties("KMSKeyForLogGroups")["KeyPolicy"]
    context = {"kms:EncryptionContext:aws:logs:arn": group}
    return allows([policy], Attempt(action, "*", service=service, context=context))


@pytest.mark.parametrize("action", ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey", "kms:ReEncryptTo"])
def test_the_key_encrypts_log_groups_of_this_account_and_region_only(action: str) -> None:
    assert encrypts(action, f"{LOGS}:log-group:/aws/lambda/any")
    assert not encrypts(action, f"arn:aws:logs:{OTHER}:{ACCOUNT}:log-group:/aws/lambda/any")
    assert not encrypts(action, f"arn:aws:logs:{HOME}:444455556666:log-group:/aws/lambda/any")
    assert not encrypts(action, f"{LOGS}:log-group:/aws/lambda/any", service=f"logs.{OTHER}.amazonaws.com")
    assert not encrypts(action, f"{LOGS}:log-group:/aws/lambda/any", service="s3.amazonaws.com")


def test_log_groups_may_not_manage_the_key() -> None:
    assert not encrypts("kms:PutKeyPolicy", f"{LOGS}:log-group:/aws/lambda/any")
    assert not encrypts("kms:ScheduleKeyDeletion", f"{LOGS}:log-group:/aws/lambda/any")


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ({}, None),
        ({"LogGroupKey": "CREATE"}, f"arn:aws:kms:{HOME}:{ACCOUNT}:key/made-kmskeyforloggroups"),
        ({"LogGroupKey": "EXISTING", "LogGroupKeyArn": KEY_ARN}, KEY_ARN),
        ({"LogGroupKeyArn": KEY_ARN}, None),
    ],
)
def test_the_reports_are_encrypted_with_the_chosen_key(given: dict[str, str], key: str | None) -> None:
    assert stack(**given).properties(FINDINGS).get("KmsKeyId") == key


def test_an_existing_key_must_be_named() -> None:
    with pytest.raises(RequestRefused, match="LogGroupKey EXISTING needs LogGroupKeyArn"):
        stack(LogGroupKey="EXISTING")


def test_every_report_is_counted_and_told() -> None:
    told = stack(AlertTopicArn=TOPIC)
    (counted,) = told.of_type("AWS::Logs::MetricFilter").values()
    (alarm,) = told.of_type("AWS::CloudWatch::Alarm").values()
    assert all(matches(counted["FilterPattern"], report) for report in REPORTS.values())
    assert not matches(counted["FilterPattern"], {"message": "no report"})
    (metric,) = counted["MetricTransformations"]
    assert (metric["MetricNamespace"], metric["MetricName"]) == (alarm["Namespace"], alarm["MetricName"])
    assert (counted["LogGroupName"], alarm["AlarmActions"]) == (GROUP, [TOPIC])
    assert alarm["AlarmDescription"] == (
        f"CloudWatch Logs found and masked secrets or personal data in log events of account {ACCOUNT}, {HOME}. Which log group,"
        f" and where in the event, say the reports in the log group {GROUP}:"
        f" https://{HOME}.console.aws.amazon.com/cloudwatch/home?region={HOME}#logsV2:log-groups"
    )

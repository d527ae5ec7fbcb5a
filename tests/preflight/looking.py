"""Preflight of the strict account, and launches with the files that it wrote."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from generator.preflight.files import place_of, write
from generator.preflight.finding import Level
from generator.preflight.preflight import Report, preflight, wanted
from generator.preflight.session import Caller
from generator.rehearsal.account import StrictAccount
from generator.rehearsal.article_run import launch
from generator.rehearsal.stack import Stack

HOME = "us-east-1"


@cache
def _caller(account: StrictAccount) -> Caller:
    """One for all tests: making clients is slow."""
    return Caller(account.session(HOME), account.account_id)


def look(
    account: StrictAccount,
    out: Path,
    *articles: str,
    regions: Sequence[str] = (HOME,),
    organization: bool = False,
) -> Report:
    """The report, whose files are written to ``out``."""
    report = preflight(_caller(account), wanted(articles), regions, out, organization=organization)
    write(report.files)
    return report


def written(out: Path, account: StrictAccount, article: str, region: str = HOME) -> dict[str, str]:
    """The values of a file."""
    path = place_of(out, account.account_id, region, HOME, article)
    values: dict[str, str] = json.loads(path.read_text("utf-8"))["Parameters"]
    return values


def launched(out: Path, account: StrictAccount, article: str, region: str = HOME) -> Stack:
    """The stack that the written file makes; it must be made."""
    run = launch(account, article, region, given=written(out, account, article, region))
    assert run.stack is not None, run.refused
    assert run.status == "CREATE_COMPLETE", [str(event) for event in run.stack.failures]
    return run.stack


def texts(report: Report, level: Level) -> list[str]:
    return [f"{finding.subject}: {finding.text}" for finding in report.findings if finding.level is level]


def trail_bucket(account: StrictAccount, name: str = "trail-bucket") -> str:
    """A bucket that CloudTrail and Config may deliver to."""
    services = ["cloudtrail.amazonaws.com", "config.amazonaws.com"]
    statement: dict[str, Any] = {
        "Effect": "Allow",
        "Principal": {"Service": services},
        "Action": "s3:*",
        "Resource": [f"arn:aws:s3:::{name}", f"arn:aws:s3:::{name}/*"],
    }
    s3 = account.account_region(HOME).client("s3")
    s3.create_bucket(Bucket=name)
    s3.put_bucket_policy(Bucket=name, Policy=json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
    return name


def everything(account: StrictAccount) -> None:
    """What an account of a landing zone has: recorder and channel of Control Tower, a trail, each service enabled."""
    place = account.account_region(HOME)
    for service in ("config.amazonaws.com", "remediation.config.amazonaws.com"):
        place.client("iam").create_service_linked_role(AWSServiceName=service)
    bucket = trail_bucket(account)
    role = f"arn:aws:iam::{account.account_id}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
    config = place.client("config")
    config.put_configuration_recorder(
        ConfigurationRecorder={"name": "aws-controltower-BaselineConfigRecorder", "roleARN": role}
    )
    channel = {"name": "aws-controltower-BaselineConfigDeliveryChannel", "s3BucketName": bucket}
    config.put_delivery_channel(DeliveryChannel=channel)
    config.start_configuration_recorder(ConfigurationRecorderName="aws-controltower-BaselineConfigRecorder")
    place.client("guardduty").create_detector(Enable=True)
    place.client("securityhub").enable_security_hub(EnableDefaultStandards=False)
    place.client("macie2").enable_macie()
    place.client("detective").create_graph()
    place.client("accessanalyzer").create_analyzer(analyzerName="console", type="ACCOUNT")
    place.client("cloudtrail").create_trail(Name="organization", S3BucketName=bucket, IsMultiRegionTrail=True)
    place.client("cloudtrail").start_logging(Name="organization")
    place.client("logs").create_log_group(logGroupName="/aws/cloudtrail/baseline")
    rules = [{"scanFrequency": "SCAN_ON_PUSH", "repositoryFilters": [{"filter": "*", "filterType": "WILDCARD"}]}]
    place.client("ecr").put_registry_scanning_configuration(scanType="BASIC", rules=rules)

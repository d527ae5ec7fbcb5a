"""The runbook that writes IAM's credential report: every user, with the age and the last use of password, keys and MFA.

https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
"""

from typing import Any

from awacs import iam

from generator.blocks.policy import allow
from generator.blocks.report_runbook import BUCKET, DESTINATION, may_write
from generator.blocks.runbook_script import script_step
from generator.model import Runbook


def write_credential_report(events: dict[str, Any], context: object) -> dict[str, Any]:
    """Have the report made, which takes up to some minutes, and write it; IAM makes a new one every four hours at most."""
    import time

    import boto3

    iam = boto3.client("iam")
    waited = 0
    while iam.generate_credential_report()["State"] != "COMPLETE":
        if waited >= 540:
            raise TimeoutError("IAM had made no credential report after 9 minutes")
        time.sleep(15)
        waited += 15
    report = iam.get_credential_report()
    made = report["GeneratedTime"]
    key = f"{events['Prefix']}credential-report/{made:%Y/%m/%d}/{made:%Y%m%dT%H%M%SZ}.csv"
    boto3.client("s3").put_object(
        Bucket=events["BucketName"], Key=key, Body=report["Content"], ContentType=report["ReportFormat"]
    )
    return {"Object": f"s3://{events['BucketName']}/{key}"}


def credential_report(objects: Any) -> Runbook:
    """The runbook, whose role writes ``objects``."""
    return Runbook(
        name="WriteCredentialReport",
        description="Writes IAM's credential report to a bucket, as CSV.",
        inputs=(BUCKET,),
        undo=None,
        steps=(
            script_step(
                "Write", write_credential_report, payload=DESTINATION, outputs={"Object": "String"}, isEnd=True
            ),
        ),
        permissions=(allow(iam.GenerateCredentialReport, iam.GetCredentialReport, on="*"), may_write(objects)),
    )

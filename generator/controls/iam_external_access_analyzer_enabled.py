"""IAM Access Analyzer looks for resources that outsiders can reach; the runbook creates an analyzer, and can delete it again.

https://docs.aws.amazon.com/config/latest/developerguide/iam-external-access-analyzer-enabled.html
"""

from awacs import access_analyzer
from troposphere import Sub

from generator.blocks.account_id import ACCOUNT_ID, THE_ACCOUNT
from generator.blocks.deployment import NAME_PREFIX
from generator.blocks.policy import allow, arn
from generator.blocks.service_linked_role import allow_service_linked_role
from generator.blocks.state_runbook import Events, StateFunctions, state_steps
from generator.model import Control, Framework, Input, Mode, Runbook, Scope, Text

OWN_NAME = f"${{{NAME_PREFIX}}}-external-access"
ANALYZER_NAME = Input(
    name="AnalyzerName",
    type="String",
    description="The name of the analyzer that a repair creates, and the only one that Restore deletes.",
    allowed_pattern="^[A-Za-z][A-Za-z0-9_.-]{0,254}$",
    value=Sub(OWN_NAME),
)


def read(events: Events) -> dict[str, list[str]]:
    """The active analyzers of external access; of these, only the runbook's own where it is to be restored."""
    import boto3

    pages = boto3.client("accessanalyzer").get_paginator("list_analyzers").paginate()
    found = [
        analyzer["name"]
        for page in pages
        for analyzer in page["analyzers"]
        if analyzer["type"] in ("ACCOUNT", "ORGANIZATION") and analyzer["status"] == "ACTIVE"
    ]
    return {"Analyzers": sorted(name for name in found if not events.get("Restore") or name == events["AnalyzerName"])}


def complies(state: dict[str, list[str]], events: Events) -> bool:
    """There is one, of the account or of its organization."""
    return bool(state["Analyzers"])


def restore(events: Events, context: object) -> None:
    """Delete the analyzer that an earlier run created; what it found, another one finds again."""
    import json

    import boto3

    if not json.loads("".join(events["Restore"]))["Analyzers"]:
        boto3.client("accessanalyzer").delete_analyzer(analyzerName=events["AnalyzerName"])


PAYLOAD = {**THE_ACCOUNT, "AnalyzerName": "{{ AnalyzerName }}"}

CONTROL = Control(
    identifier="IAM_EXTERNAL_ACCESS_ANALYZER_ENABLED",
    title=Text(
        "IAM Access Analyzer looks for access from outside", "IAM Access Analyzer が外部からのアクセスを分析している"
    ),
    why=Text(
        "A policy that lets strangers at a bucket, role, key or queue looks like any other until somebody reads it.",
        "外部の第三者にアクセスを許すポリシーは、誰かが確認するまで見分けがつきません。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.AUTO,
    framework=Framework(security_hub=("IAM.28",), cis={"3.0.0": ("1.20",), "5.0.0": ("1.19",)}, anti_patterns=(6,)),
    runbook=Runbook(
        name="CreateExternalAccessAnalyzer",
        description=(
            "Creates an analyzer of external access for this account and Region, which is free of charge."
            " Restore deletes it and no other."
        ),
        inputs=(ACCOUNT_ID, ANALYZER_NAME),
        undo=Text("The analyzer that the run created is deleted.", "実行時に作成したアナライザーを削除します。"),
        steps=state_steps(
            StateFunctions(
                read=read,
                complies=complies,
                repair=(
                    {
                        "name": "CreateAnalyzer",
                        "action": "aws:executeAwsApi",
                        "inputs": {
                            "Service": "accessanalyzer",
                            "Api": "CreateAnalyzer",
                            "analyzerName": "{{ AnalyzerName }}",
                            "type": "ACCOUNT",
                        },
                    },
                    {
                        "name": "WaitUntilActive",
                        "action": "aws:waitForAwsResourceProperty",
                        "timeoutSeconds": 300,
                        "inputs": {
                            "Service": "accessanalyzer",
                            "Api": "GetAnalyzer",
                            "analyzerName": "{{ AnalyzerName }}",
                            "PropertySelector": "$.analyzer.status",
                            "DesiredValues": ["ACTIVE"],
                        },
                    },
                ),
                restore=restore,
            ),
            payload=PAYLOAD,
        ),
        permissions=(
            allow(access_analyzer.ListAnalyzers, on="*"),
            allow(
                access_analyzer.CreateAnalyzer,
                access_analyzer.GetAnalyzer,
                access_analyzer.DeleteAnalyzer,
                on=arn("access-analyzer", f"analyzer/{OWN_NAME}"),
            ),
            allow_service_linked_role("access-analyzer"),
        ),
    ),
)

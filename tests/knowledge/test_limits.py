import gzip
import json
import re
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest

from generator.knowledge import limits


@cache
def shapes(service: str) -> Any:
    models = Path(str(distribution("botocore").locate_file(f"botocore/data/{service}")))
    newest = sorted(models.glob("*/service-2.json.gz"))[-1]
    return json.loads(gzip.decompress(newest.read_bytes()))["shapes"]


@pytest.mark.parametrize(
    ("service", "shape", "bound", "limit"),
    [
        ("cloudformation", "TemplateURL", "max", limits.TEMPLATE_URL_LENGTH),
        ("cloudformation", "Description", "max", limits.TEMPLATE_DESCRIPTION_BYTES),
        ("config", "ConfigRuleName", "max", limits.CONFIG_RULE_NAME_LENGTH),
        ("config", "OrganizationConfigRuleName", "max", limits.ORGANIZATION_CONFIG_RULE_NAME_LENGTH),
        ("config", "EmptiableStringWithCharLimit256", "max", limits.CONFIG_RULE_DESCRIPTION_LENGTH),
        ("config", "StringWithCharLimit1024", "max", limits.CONFIG_RULE_INPUT_PARAMETERS_LENGTH),
        ("config", "PolicyText", "max", limits.CONFIG_RULE_POLICY_LENGTH),
        ("config", "ConformancePackName", "max", limits.CONFORMANCE_PACK_NAME_LENGTH),
        ("config", "TemplateBody", "max", limits.CONFORMANCE_PACK_BODY_BYTES),
        ("config", "ConformancePackInputParameters", "max", limits.CONFORMANCE_PACK_INPUT_PARAMETERS),
        ("config", "RemediationParameters", "max", limits.REMEDIATION_PARAMETERS),
        ("config", "AutoRemediationAttempts", "max", limits.REMEDIATION_ATTEMPTS),
        ("config", "AutoRemediationAttemptSeconds", "max", limits.REMEDIATION_RETRY_SECONDS),
        ("ssm", "AutomationParameterValue", "max", limits.AUTOMATION_PARAMETER_VALUE_LENGTH),
        ("ssm", "DocumentName", "pattern", f"^{limits.DOCUMENT_NAME_PATTERN}$"),
        ("logs", "LogGroupName", "max", limits.LOG_GROUP_NAME_LENGTH),
        ("logs", "FilterPattern", "max", limits.FILTER_PATTERN_LENGTH),
        ("cloudwatch", "AlarmName", "max", limits.ALARM_NAME_LENGTH),
        ("cloudwatch", "AlarmDescription", "max", limits.ALARM_DESCRIPTION_LENGTH),
        ("events", "RuleName", "max", limits.EVENT_RULE_NAME_LENGTH),
        ("events", "EventPattern", "max", limits.EVENT_PATTERN_LENGTH),
        ("events", "RuleDescription", "max", limits.EVENT_RULE_DESCRIPTION_LENGTH),
        ("iam", "roleNameType", "max", limits.ROLE_NAME_LENGTH),
        ("iam", "roleNameType", "pattern", limits.ROLE_NAME_PATTERN),
        ("iam", "roleDescriptionType", "max", limits.ROLE_DESCRIPTION_LENGTH),
        ("iam", "minimumPasswordLengthType", "min", limits.PASSWORD_LENGTH_MINIMUM),
        ("iam", "minimumPasswordLengthType", "max", limits.PASSWORD_LENGTH_MAXIMUM),
        ("iam", "passwordReusePreventionType", "max", limits.PASSWORD_REUSE_PREVENTION),
        ("iam", "maxPasswordAgeType", "max", limits.PASSWORD_AGE_DAYS),
    ],
)
def test_a_limit_agrees_with_the_model_of_the_service(service: str, shape: str, bound: str, limit: object) -> None:
    assert shapes(service)[shape][bound] == limit


def test_the_organizational_unit_pattern_agrees_with_the_model_of_the_service() -> None:
    written = shapes("cloudformation")["OrganizationalUnitId"]["pattern"]
    assert written == f"^{limits.ORGANIZATIONAL_UNIT_PATTERN.replace('(?:', '(', 1)}$"


@pytest.mark.parametrize("name", ["abc", "a" * 63, "a.b-c.d", "0-0", "baseline-111122223333-us-east-1"])
def test_a_bucket_name_matches(name: str) -> None:
    assert re.fullmatch(limits.BUCKET_NAME_PATTERN, name)


@pytest.mark.parametrize("name", ["ab", "a" * 64, "abc\n", "Bucket", "-bucket", "bucket-", "a..b", "a_b", ""])
def test_what_is_no_bucket_name_does_not_match(name: str) -> None:
    assert not re.fullmatch(limits.BUCKET_NAME_PATTERN, name)

from typing import Any

import pytest

from generator.articles.config_rules_security_services import CONTROLS
from generator.model import Mode
from tests.articles.evaluation import ACCOUNT, document, made

NAME = "config-rules-security-services"
RUNBOOKS = {
    "GuarddutyEnabledCentralized": "EnableGuardDuty",
    "IamExternalAccessAnalyzerEnabled": "CreateExternalAccessAnalyzer",
    "InspectorEc2ScanEnabled": "EnableInspectorEc2Scan",
    "InspectorEcrScanEnabled": "EnableInspectorEcrScan",
    "InspectorLambdaCodeScanEnabled": "EnableInspectorLambdaCodeScan",
    "InspectorLambdaStandardScanEnabled": "EnableInspectorLambdaScan",
    "MacieStatusCheck": "EnableMacie",
    "SecurityhubEnabled": "EnableSecurityHub",
}
NOTIFIED = {"IamServerCertificateExpirationCheck", "SecretsmanagerRotationEnabledCheck", "SecretsmanagerSecretUnused"}


def statements(runbook: str, **given: Any) -> list[dict[str, Any]]:
    (policy,) = made(NAME, **given).properties(f"IAMRoleFor{runbook}")["Policies"]
    found: list[dict[str, Any]] = policy["PolicyDocument"]["Statement"]
    return found


def test_the_controls_are_those_of_the_security_services() -> None:
    assert {control.pascal for control in CONTROLS} == {*RUNBOOKS, *NOTIFIED}
    assert {control.pascal for control in CONTROLS if control.mode is Mode.NOTIFY} == NOTIFIED
    runbooks = {name for name, body in document(NAME)["Resources"].items() if body["Type"] == "AWS::SSM::Document"}
    assert runbooks == {f"SSMAutomation{name}" for name in RUNBOOKS.values()}


@pytest.mark.parametrize("runbook", RUNBOOKS.values())
def test_a_service_may_make_its_own_role_and_no_other_s(runbook: str) -> None:
    (found,) = [each for each in statements(runbook) if "iam:CreateServiceLinkedRole" in each["Action"]]
    resources = found["Resource"] if isinstance(found["Resource"], list) else [found["Resource"]]
    services = found["Condition"]["StringEquals"]["iam:AWSServiceName"]
    services = services if isinstance(services, list) else [services]
    assert resources == [f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/{service}/*" for service in services]
    assert all(service.endswith(".amazonaws.com") for service in services)


def test_the_analyzer_has_a_name_of_ours_and_the_role_may_delete_no_other() -> None:
    stack = made(NAME, NamePrefix="acme")
    given = stack.properties("ConfigIamExternalAccessAnalyzerEnabledRemediationConfiguration")["Parameters"]
    assert given["AnalyzerName"] == {"StaticValue": {"Values": ["acme-external-access"]}}
    (found,) = [
        each
        for each in statements("CreateExternalAccessAnalyzer", NamePrefix="acme")
        if "access-analyzer:DeleteAnalyzer" in each["Action"]
    ]
    assert found["Resource"] == f"arn:aws:access-analyzer:*:{ACCOUNT}:analyzer/acme-external-access"


@pytest.mark.parametrize(("region", "checked"), [("us-east-1", True), ("cn-north-1", True), ("eu-west-1", False)])
def test_certificates_are_checked_where_the_rule_exists(region: str, checked: bool) -> None:
    there = made(NAME, region=region, HomeRegion="eu-west-1" if region != "cn-north-1" else "")
    assert ("ConfigIamServerCertificateExpirationCheck" in there.resources) is checked


def test_a_description_says_that_a_repair_starts_a_service_with_a_price() -> None:
    words = {name: body["Description"] for name, body in document(NAME)["Parameters"].items()}
    for name in (
        "GuarddutyEnabledCentralized",
        "MacieStatusCheck",
        "InspectorEc2ScanEnabled",
        "InspectorLambdaCodeScanEnabled",
    ):
        assert "billed" in words[name]

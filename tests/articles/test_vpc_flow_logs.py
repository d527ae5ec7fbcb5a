from generator.rehearsal.service_rules.policy_evaluation import Attempt, allows
from tests.articles.evaluation import ACCOUNT, HOME, OTHER, made

NAME = "vpc-flow-logs"
ROLE, DELIVERY = "IAMRoleForEnableVpcFlowLogs", "IAMRoleForVpcFlowLogs"
REMEDIATION = "ConfigVpcFlowLogsEnabledRemediationConfiguration"
GROUP = f"arn:aws:logs:eu-west-1:{ACCOUNT}:log-group:/aws/vpc-flow-logs/acme"


def static(name: str) -> str:
    given = made(NAME, NamePrefix="acme").properties(REMEDIATION)["Parameters"][name]
    (value,) = given["StaticValue"]["Values"]
    return str(value)


def may(role: str, action: str, resource: str, **context: str) -> bool:
    policies = [each["PolicyDocument"] for each in made(NAME, NamePrefix="acme").properties(role)["Policies"]]
    return allows(policies, Attempt(action, resource, context=context), identity=True)


def takes(**context: str) -> bool:
    trust = made(NAME).properties(DELIVERY)["AssumeRolePolicyDocument"]
    return allows([trust], Attempt("sts:AssumeRole", "", service="vpc-flow-logs.amazonaws.com", context=context))


def test_the_delivery_role_is_made_with_the_runbook_s_and_in_the_home_region_only() -> None:
    assert {ROLE, DELIVERY} <= made(NAME).resources.keys()
    assert DELIVERY not in made(NAME, VpcFlowLogsEnabled="DETECT").resources
    assert DELIVERY not in made(NAME, region=OTHER, HomeRegion=HOME).resources


def test_the_runbook_gets_the_role_and_the_log_group_that_the_role_may_write_to() -> None:
    role = made(NAME, NamePrefix="acme").properties(DELIVERY)["RoleName"]
    assert static("DeliveryRoleArn") == f"arn:aws:iam::{ACCOUNT}:role/{role}"
    assert GROUP.endswith(f":{static('LogGroupName')}")
    for action in ("CreateLogStream", "PutLogEvents"):
        assert may(DELIVERY, f"logs:{action}", f"{GROUP}:log-stream:eni-1")
        assert not may(DELIVERY, f"logs:{action}", f"{GROUP}-other:log-stream:eni-1")


def test_the_user_chooses_what_is_recorded() -> None:
    assert static("TrafficType") == "REJECT"
    given = made(NAME, FlowLogTrafficType="ALL").properties(REMEDIATION)["Parameters"]["TrafficType"]
    assert given == {"StaticValue": {"Values": ["ALL"]}}


def test_only_flow_logs_of_this_account_take_the_role() -> None:
    flow_log = f"arn:aws:ec2:us-west-2:{ACCOUNT}:vpc-flow-log/fl-1"
    assert takes(**{"aws:SourceAccount": ACCOUNT, "aws:SourceArn": flow_log})
    assert not takes()
    assert not takes(
        **{"aws:SourceAccount": "999988887777", "aws:SourceArn": flow_log.replace(ACCOUNT, "999988887777")}
    )


def test_the_runbook_passes_that_role_to_flow_logs_and_no_other() -> None:
    role = static("DeliveryRoleArn")
    to_flow_logs = {"iam:PassedToService": "vpc-flow-logs.amazonaws.com"}
    assert may(ROLE, "iam:PassRole", role, **to_flow_logs)
    assert not may(ROLE, "iam:PassRole", role, **{"iam:PassedToService": "ec2.amazonaws.com"})
    assert not may(ROLE, "iam:PassRole", role.replace("VpcFlowLogs", "Admin"), **to_flow_logs)
    assert not may(ROLE, "logs:DeleteLogGroup", f"{GROUP}:*")

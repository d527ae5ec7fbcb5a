from generator.controls.cw_loggroup_retention_period_check import DAYS
from generator.rehearsal.service_rules.policy_evaluation import Attempt, allows
from tests.articles.evaluation import ACCOUNT, document, made

NAME, RUNBOOK = "config-rules-logs", "RaiseLogGroupRetention"
GROUP = f"arn:aws:logs:eu-west-1:{ACCOUNT}:log-group:/web"


def test_both_rules_are_there_and_one_is_repaired() -> None:
    stack = made(NAME)
    rules = {each["Source"]["SourceIdentifier"] for each in stack.of_type("AWS::Config::ConfigRule").values()}
    assert rules == {"CW_LOGGROUP_RETENTION_PERIOD_CHECK", "CLOUDWATCH_LOG_GROUP_ENCRYPTED"}
    assert {*stack.of_type("AWS::SSM::Document")} == {f"SSMAutomation{RUNBOOK}"}
    assert document(NAME)["Parameters"]["CloudwatchLogGroupEncrypted"]["AllowedValues"] == ["DISABLED", "DETECT"]


def test_rule_and_runbook_agree_on_the_days() -> None:
    stack = made(NAME)
    assert stack.properties("ConfigCwLoggroupRetentionPeriodCheck")["InputParameters"] == {"MinRetentionTime": "365"}
    steps = stack.properties(f"SSMAutomation{RUNBOOK}")["Content"]["mainSteps"]
    days = [step["inputs"]["InputPayload"]["Days"] for step in steps if "InputPayload" in step["inputs"]]
    assert days == [DAYS] * 5


def test_the_runbook_may_set_retentions_and_delete_nothing() -> None:
    policies = [each["PolicyDocument"] for each in made(NAME).properties(f"IAMRoleFor{RUNBOOK}")["Policies"]]

    def may(action: str, resource: str = GROUP) -> bool:
        return allows(policies, Attempt(f"logs:{action}", resource), identity=True)

    assert may("PutRetentionPolicy")
    assert not may("PutRetentionPolicy", GROUP.replace(ACCOUNT, "999988887777"))
    assert not may("DeleteLogGroup")
    assert not may("DeleteRetentionPolicy")

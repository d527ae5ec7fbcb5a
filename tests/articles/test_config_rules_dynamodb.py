from generator.rehearsal.service_rules.policy_evaluation import Attempt, allows
from tests.articles.evaluation import ACCOUNT, besides_notices, made

NAME = "config-rules-dynamodb"
TABLE = f"arn:aws:dynamodb:eu-west-1:{ACCOUNT}:table/orders"


def test_the_article_s_resources_exist_under_their_names() -> None:
    wanted = set()
    for rule, runbook in (
        ("DynamodbPitrEnabled", "EnableDynamodbPitr"),
        ("DynamodbTableDeletionProtectionEnabled", "EnableDynamodbDeletionProtection"),
    ):
        wanted |= {f"Config{rule}", f"Config{rule}RemediationConfiguration"}
        wanted |= {f"SSMAutomation{runbook}", f"IAMRoleFor{runbook}"}
    assert {*besides_notices(NAME)} == wanted


def test_a_role_changes_tables_of_this_account_and_reads_no_item() -> None:
    for runbook, action in (
        ("EnableDynamodbPitr", "dynamodb:UpdateContinuousBackups"),
        ("EnableDynamodbDeletionProtection", "dynamodb:UpdateTable"),
    ):
        policies = [each["PolicyDocument"] for each in made(NAME).properties(f"IAMRoleFor{runbook}")["Policies"]]
        assert allows(policies, Attempt(action, TABLE), identity=True)
        assert not allows(policies, Attempt(action, TABLE.replace(ACCOUNT, "999988887777")), identity=True)
        assert not allows(policies, Attempt("dynamodb:GetItem", TABLE), identity=True)

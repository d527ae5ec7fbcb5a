from generator.rehearsal.service_rules.policy_evaluation import Attempt, allows
from tests.articles.evaluation import ACCOUNT, besides_notices, made

NAME = "config-rules-redshift"
CLUSTER = f"arn:aws:redshift:eu-west-1:{ACCOUNT}:cluster:sales"


def test_the_article_s_resources_exist_under_their_names() -> None:
    wanted = set()
    for rule, runbook in (
        ("RedshiftClusterPublicAccessCheck", "DisableRedshiftPublicAccess"),
        ("RedshiftBackupEnabled", "EnableRedshiftSnapshots"),
        ("RedshiftAuditLoggingEnabled", "EnableRedshiftAuditLogging"),
    ):
        wanted |= {f"Config{rule}", f"Config{rule}RemediationConfiguration"}
        wanted |= {f"SSMAutomation{runbook}", f"IAMRoleFor{runbook}"}
    assert {*besides_notices(NAME)} == wanted


def test_a_role_changes_clusters_of_this_account_and_holds_no_key_or_secret() -> None:
    policies = [
        each["PolicyDocument"] for each in made(NAME).properties("IAMRoleForEnableRedshiftSnapshots")["Policies"]
    ]
    actions = {action for each in policies for one in each["Statement"] for action in one["Action"]}
    assert actions == {"redshift:DescribeClusters", "redshift:ModifyCluster"}
    assert allows(policies, Attempt("redshift:ModifyCluster", CLUSTER), identity=True)
    foreign = CLUSTER.replace(ACCOUNT, "999988887777")
    assert not allows(policies, Attempt("redshift:ModifyCluster", foreign), identity=True)


def test_a_region_without_the_logging_rule_still_has_the_others() -> None:
    there = made(NAME, region="ap-southeast-3")
    assert "ConfigRedshiftAuditLoggingEnabled" not in there.resources
    assert "ConfigRedshiftBackupEnabled" in there.resources

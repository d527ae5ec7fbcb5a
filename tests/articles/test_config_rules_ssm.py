from tests.articles.evaluation import ACCOUNT, besides_notices, made

NAME = "config-rules-ssm"


def test_the_article_s_resources_exist_under_their_names() -> None:
    wanted = set()
    for rule, runbook in (
        ("SsmDocumentNotPublic", "MakeDocumentPrivate"),
        ("SsmAutomationBlockPublicSharing", "BlockPublicDocumentSharing"),
    ):
        wanted |= {f"Config{rule}", f"Config{rule}RemediationConfiguration"}
        wanted |= {f"SSMAutomation{runbook}", f"IAMRoleFor{runbook}"}
    assert {*besides_notices(NAME)} == wanted


def test_the_role_may_change_the_one_setting_and_no_other() -> None:
    (policy,) = made(NAME).properties("IAMRoleForBlockPublicDocumentSharing")["Policies"]
    (statement,) = policy["PolicyDocument"]["Statement"]
    setting = "servicesetting/ssm/documents/console/public-sharing-permission"
    assert statement["Resource"] == f"arn:aws:ssm:*:{ACCOUNT}:{setting}"


def test_a_region_without_the_setting_s_rule_still_checks_documents() -> None:
    there = made(NAME, region="ap-southeast-4")
    assert "ConfigSsmDocumentNotPublic" in there.resources
    assert "ConfigSsmAutomationBlockPublicSharing" not in there.resources

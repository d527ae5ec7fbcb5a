from generator.articles.config_rules_certificates import CONTROLS
from generator.model import Mode
from tests.articles.evaluation import made

NAME = "config-rules-certificates"
RULES = {
    "ACM_CERTIFICATE_EXPIRATION_CHECK",
    "ACM_CERTIFICATE_RSA_CHECK",
    "ALB_HTTP_TO_HTTPS_REDIRECTION_CHECK",
    "ELB_PREDEFINED_SECURITY_POLICY_SSL_CHECK",
    "ELB_TLS_HTTPS_LISTENERS_ONLY",
}


def test_every_control_is_a_rule_and_nothing_else_is_made() -> None:
    stack = made(NAME)
    identifiers = {rule["Source"]["SourceIdentifier"] for rule in stack.of_type("AWS::Config::ConfigRule").values()}
    assert identifiers == RULES
    assert len(stack.resources) == len(RULES)


def test_what_is_not_repaired_says_what_to_do_by_hand() -> None:
    for control in CONTROLS:
        assert control.runbook is None
        assert control.mode is Mode.NOTIFY
        assert control.why.en.count(". ") >= 1, control.identifier


def test_a_certificate_is_reported_a_month_before_it_expires() -> None:
    inputs = made(NAME).properties("ConfigAcmCertificateExpirationCheck")["InputParameters"]
    assert inputs == {"daysToExpiration": "30"}


def test_tls_1_2_is_demanded_by_the_name_of_aws_s_policy() -> None:
    inputs = made(NAME).properties("ConfigElbPredefinedSecurityPolicySslCheck")["InputParameters"]
    assert inputs == {"predefinedPolicyName": "ELBSecurityPolicy-TLS-1-2-2017-01"}

from generator import registry
from generator.knowledge.security_hub_severities import severity


def test_the_worst_severity_counts_and_an_unknown_control_has_none() -> None:
    assert severity(["S3.14"]) == "LOW"
    assert severity(["S3.14", "S3.2"]) == "CRITICAL"
    assert severity(["None.1"]) is None
    assert severity([]) is None


def test_nearly_every_control_of_security_hub_is_known() -> None:
    ids = {each for control in registry.controls().values() for each in control.framework.security_hub}
    assert {each for each in ids if severity([each]) is None} <= {"EC2.182", "SSM.7"}

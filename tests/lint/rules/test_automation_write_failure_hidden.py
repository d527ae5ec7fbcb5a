from tests.lint.rule_run import found_by
from tests.lint.runbook_texts import VERIFIED, template

RULE = "W9106"
WRITE = VERIFIED.split("- name: VerifyClosed")[0]
HIDDEN = WRITE.replace("  inputs:", "  onFailure: Continue\n  inputs:")


def test_a_write_whose_failure_makes_a_success_is_found() -> None:
    assert found_by(RULE, template(HIDDEN))


def test_a_critical_write_or_a_look_after_it_is_no_fault() -> None:
    assert found_by(RULE, template(HIDDEN.replace("onFailure", "isCritical: true\n  onFailure"))) == []
    assert found_by(RULE, template(VERIFIED.replace("  inputs:", "  onFailure: Continue\n  inputs:", 1))) == []
    assert found_by(RULE, template(WRITE)) == []

from tests.lint.rule_run import found_by, places_found_by
from tests.lint.runbook_texts import VERIFIED, template

RULE = "W9103"
ENDED = VERIFIED.replace("  inputs:", "  isEnd: true\n  inputs:", 1)


def test_a_step_after_the_end_is_found_where_it_stands() -> None:
    ((path, message),) = places_found_by(RULE, template(ENDED))
    assert path.endswith("mainSteps/1")
    assert message.startswith("step VerifyClosed")


def test_a_step_that_a_failure_or_a_cancel_leads_to_is_no_fault() -> None:
    for line in ("onFailure: step:VerifyClosed", "onCancel: step:VerifyClosed"):
        assert found_by(RULE, template(ENDED.replace("  isEnd", f"  {line}\n  isEnd", 1))) == []
    assert found_by(RULE, template()) == []


def test_an_end_that_only_a_stack_knows_is_none() -> None:
    assert found_by(RULE, template(ENDED.replace("isEnd: true", "isEnd: !Ref NamePrefix"))) == []

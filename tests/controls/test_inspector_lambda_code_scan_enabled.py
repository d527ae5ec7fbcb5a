from generator.controls.inspector_lambda_code_scan_enabled import CONTROL
from generator.model import Mode


def test_packages_are_scanned_before_code_in_every_step() -> None:
    assert CONTROL.runbook is not None
    payloads = [step["inputs"]["InputPayload"] for step in CONTROL.runbook.steps if "InputPayload" in step["inputs"]]
    assert {tuple(each["Scans"].items()) for each in payloads} == {
        (("LAMBDA", "lambda"), ("LAMBDA_CODE", "lambdaCode"))
    }


def test_the_run_waits_for_the_scan_that_the_rule_asks_for() -> None:
    assert CONTROL.runbook is not None
    (wait,) = [step for step in CONTROL.runbook.steps if step["action"] == "aws:waitForAwsResourceProperty"]
    assert wait["inputs"]["PropertySelector"] == "$.accounts[0].resourceState.lambdaCode.status"


def test_a_service_that_costs_money_and_quotes_code_waits_for_a_person() -> None:
    assert CONTROL.mode is Mode.APPROVE
    assert CONTROL.danger is not None
    assert "billed" in CONTROL.danger.en
    assert "secrets" in CONTROL.danger.en

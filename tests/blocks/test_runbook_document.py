from awacs import s3 as action

from generator.blocks.policy import allow
from generator.blocks.runbook_document import content, document, document_id
from generator.model import Input, Runbook, Text
from generator.render.plain import plain_resource

STEP = {"name": "Stop", "action": "aws:sleep", "inputs": {"Duration": "PT1S"}, "isEnd": True}


def runbook(undo: Text | None) -> Runbook:
    return Runbook(
        name="EnableVersioning",
        description="Turns it on.",
        inputs=(Input(name="Bucket", type="String", description="The bucket.", allowed_pattern="^[a-z]+$"),),
        steps=(STEP,),
        permissions=(allow(action.PutBucketVersioning, on="*"),),
        undo=undo,
    )


def test_a_runbook_takes_a_role_its_inputs_and_a_dry_run_that_is_on() -> None:
    body = content(runbook(None))
    assert (body["schemaVersion"], body["assumeRole"]) == ("0.3", "{{ AutomationAssumeRole }}")
    assert list(body["parameters"]) == ["AutomationAssumeRole", "Bucket", "DryRun"]
    assert body["parameters"]["DryRun"]["default"] is True
    assert body["parameters"]["Bucket"]["allowedPattern"] == "^[a-z]+$"
    assert body["mainSteps"] == [STEP]
    assert body["outputs"] == ["Plan.Outcome"]


def test_what_can_be_undone_takes_and_gives_the_state_before() -> None:
    body = content(runbook(Text("The state.", "状態。")))
    assert list(body["parameters"])[-1] == "Restore"
    assert body["parameters"]["Restore"]["default"] == []
    assert body["outputs"] == ["Plan.Outcome", "Plan.Before"]


def test_the_document_is_named_and_updated_in_place() -> None:
    resource = plain_resource(document(runbook(None), "Repairs"))
    assert document_id(runbook(None)) == "SSMAutomationEnableVersioning"
    assert resource["Condition"] == "Repairs"
    properties = resource["Properties"]
    assert properties["Name"] == {"Fn::Sub": "${NamePrefix}-EnableVersioning"}
    assert (properties["DocumentType"], properties["UpdateMethod"]) == ("Automation", "NewVersion")
    assert properties["Content"] == content(runbook(None))

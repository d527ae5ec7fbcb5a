"""Trails sign their log files; the runbook turns validation on, and can turn it off again.

https://docs.aws.amazon.com/config/latest/developerguide/cloud-trail-log-file-validation-enabled.html
https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html
"""

from typing import Any

from awacs import cloudtrail

from generator.blocks.state_runbook import Events, StateFunctions, state_steps
from generator.blocks.trail_runbook import THE_TRAIL, TRAIL_INPUTS, on_trails, tags, trail, update
from generator.model import Control, Framework, Mode, Runbook, Scope, Text


def read(events: Events) -> dict[str, Any]:
    """Whether the trail writes digest files."""
    return {"LogFileValidationEnabled": bool(trail(events).get("LogFileValidationEnabled"))}


def complies(state: dict[str, Any], events: Events) -> bool:
    """It does."""
    return bool(state["LogFileValidationEnabled"])


def repair(events: Events, context: object) -> None:
    """Turn validation on."""
    update(events, EnableLogFileValidation=True)


def restore(events: Events, context: object) -> None:
    """Set validation as it was."""
    import json

    before = json.loads("".join(events["Restore"]))
    update(events, EnableLogFileValidation=before["LogFileValidationEnabled"])


CONTROL = Control(
    identifier="CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED",
    title=Text("Trails sign their log files", "証跡はログファイルの整合性を検証できる"),
    why=Text(
        "Without digest files nobody can prove that log files were not changed or deleted.",
        "ダイジェストファイルがないと、ログファイルが改ざん・削除されていないことを証明できません。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.AUTO,
    framework=Framework(
        security_hub=("CloudTrail.4",),
        cis={"1.2.0": ("2.2",), "1.4.0": ("3.2",), "3.0.0": ("3.2",), "5.0.0": ("3.2",)},
    ),
    runbook=Runbook(
        name="EnableTrailLogFileValidation",
        description="Turns on the log file validation of a trail; Restore turns it off where it was off.",
        inputs=TRAIL_INPUTS,
        undo=Text("Validation is turned off where it was off.", "無効だった検証を再び無効にします。"),
        steps=state_steps(
            StateFunctions(
                read=read, complies=complies, repair=repair, restore=restore, tags=tags, shared=(trail, update)
            ),
            payload=THE_TRAIL,
        ),
        permissions=(on_trails(cloudtrail.UpdateTrail),),
    ),
)

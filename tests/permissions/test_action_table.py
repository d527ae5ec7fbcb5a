from __future__ import annotations

import json

from generator.automation.service_models import service_model
from generator.permissions.action_table import SERVICES, TABLE, build, exceptions, load, text
from generator.permissions.api_actions import required_actions


def test_the_committed_table_is_what_the_installed_packages_give() -> None:
    assert TABLE.read_text(encoding="utf-8") == text(build())


def test_the_text_of_a_table_reads_back_as_the_table() -> None:
    assert json.loads(text(load())) == load()


def test_every_exception_is_about_an_operation_and_actions_that_exist() -> None:
    table = load()
    for call, entry in exceptions()["actions"].items():
        service, operation = call.split(":")
        assert operation in service_model(service).operation_names, call
        assert entry["source"].startswith("https://docs.aws.amazon.com/"), call
        for action in entry["actions"]:
            prefix, name = action.split(":")
            assert name in table["actions"][prefix], action


def test_every_exception_is_needed() -> None:
    table = load()
    for call, entry in exceptions()["actions"].items():
        service, operation = call.split(":")
        prefix = table["prefixes"][service]
        plain = [f"{prefix}:{name}" for name in table["operations"].get(service, {}).get(operation, [operation])]
        known = all(name.split(":")[1] in table["actions"][prefix] for name in plain)
        assert not known or plain != entry["actions"], call


def test_every_action_that_passes_a_role_by_exception_has_a_source() -> None:
    odd, table = exceptions(), load()
    for action, source in odd["passes_role"].items():
        prefix, name = action.split(":")
        assert name in table["actions"][prefix]
        assert source.startswith("https://docs.aws.amazon.com/")
    for entry in odd["dependents"].values():
        assert all(action.split(":")[1] in table["actions"][action.split(":")[0]] for action in entry["actions"])
        assert entry["source"].startswith("https://docs.aws.amazon.com/")
    for entry in odd["passed_to"].values():
        assert entry["service"].endswith(".amazonaws.com")
        assert entry["source"].startswith("https://docs.aws.amazon.com/")


def test_other_names_of_members_are_for_parts_of_arns_that_exist() -> None:
    table = load()
    for prefix, variables in exceptions()["members"].items():
        templates = " ".join(table["arns"][prefix].values())
        for variable in variables:
            assert f"${{{variable}}}" in templates, f"{prefix} {variable}"


def test_nearly_every_operation_has_its_action() -> None:
    table = load()
    known = unknown = 0
    for service in ("ec2", "s3", "iam", "kms", "sns", "sqs", "logs", "rds", "config", "cloudtrail", "ssm", "lambda"):
        for operation in service_model(service).operation_names:
            for required in required_actions(service, operation):
                prefix, name = required.action.split(":")
                known, unknown = (
                    known + (name in table["actions"][prefix]),
                    unknown + (name not in table["actions"][prefix]),
                )
    assert unknown < known / 12
    assert len(SERVICES) == len(set(SERVICES))

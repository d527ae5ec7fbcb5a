import json
from typing import Any

import pytest

from generator.rehearsal.account import StrictAccount
from generator.template.errors import RequestRefused

PARAMETERS = {
    "Parameters": {"Display": {"Type": "String", "Default": "one"}, "Name": {"Type": "String", "Default": "a"}}
}


def topic(**properties: Any) -> dict[str, Any]:
    return {"Type": "AWS::SNS::Topic", "Properties": properties}


def template(**resources: Any) -> str:
    return json.dumps({**PARAMETERS, "Resources": resources})


NAMED = template(Topic=topic(TopicName={"Ref": "Name"}, DisplayName={"Ref": "Display"}))


def display_names(account: StrictAccount) -> dict[str, str]:
    sns = account.session().client("sns")
    arns = [item["TopicArn"] for item in sns.list_topics()["Topics"]]
    return {
        arn.rsplit(":", 1)[1]: sns.get_topic_attributes(TopicArn=arn)["Attributes"].get("DisplayName", "")
        for arn in arns
    }


def test_a_changed_parameter_updates_in_place(account: StrictAccount) -> None:
    stack = account.create_stack("one", NAMED)
    physical_id = stack.resources["Topic"].physical_id
    account.update_stack("one", parameters={"Display": "two"})
    assert stack.status == "UPDATE_COMPLETE"
    assert stack.resources["Topic"].physical_id == physical_id
    assert display_names(account) == {"a": "two"}
    assert stack.parameters == {"Display": "two", "Name": "a"}


def test_parameters_that_are_not_given_keep_their_value(account: StrictAccount) -> None:
    account.create_stack("one", NAMED, {"Display": "two"})
    account.update_stack("one", parameters={"Name": "b"})
    assert display_names(account) == {"b": "two"}


def test_a_create_only_property_replaces_and_the_old_one_goes_last(account: StrictAccount) -> None:
    stack = account.create_stack("one", NAMED)
    account.update_stack("one", parameters={"Name": "b"})
    assert stack.status == "UPDATE_COMPLETE"
    assert display_names(account) == {"b": "one"}
    assert stack.resources["Topic"].physical_id.endswith(":b")
    log = [(event.logical_id, event.status) for event in stack.events]
    assert log.index(("one", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS")) < log.index(("Topic", "DELETE_COMPLETE"))


def test_update_replace_policy_keeps_the_replaced_one(account: StrictAccount) -> None:
    body = {**topic(TopicName={"Ref": "Name"}), "UpdateReplacePolicy": "Retain"}
    account.create_stack("one", template(Topic=body))
    account.update_stack("one", parameters={"Name": "b"})
    assert set(display_names(account)) == {"a", "b"}


def test_new_resources_are_made_and_removed_ones_deleted(account: StrictAccount) -> None:
    stack = account.create_stack("one", template(Old=topic(TopicName="old"), Same=topic(TopicName="same")))
    account.update_stack("one", template(New=topic(TopicName="new"), Same=topic(TopicName="same")))
    assert stack.status == "UPDATE_COMPLETE"
    assert set(display_names(account)) == {"new", "same"}
    assert set(stack.resources) == {"New", "Same"}
    assert not any(event.logical_id == "Same" and event.status.startswith("UPDATE") for event in stack.events)


def test_nothing_to_change_is_refused(account: StrictAccount) -> None:
    account.create_stack("one", NAMED)
    with pytest.raises(RequestRefused, match=r"No updates are to be performed\."):
        account.update_stack("one", NAMED, {"Display": "one"})


def test_a_failing_update_puts_everything_back(account: StrictAccount) -> None:
    account.session().client("sns").create_topic(Name="taken")
    before = template(
        First=topic(TopicName="first", DisplayName="one"),
        Second=topic(TopicName="second"),
        Third=topic(TopicName="third"),
    )
    after = template(
        First=topic(TopicName="first", DisplayName="two"),
        Second=topic(TopicName="replaced"),
        Made=topic(TopicName="made"),
        Third={**topic(TopicName="taken"), "DependsOn": ["First", "Second", "Made"]},
    )
    stack = account.create_stack("one", before)
    account.update_stack("one", after)
    assert stack.status == "UPDATE_ROLLBACK_COMPLETE"
    assert "identifier 'taken' already exists" in stack.failures[0].reason
    assert display_names(account) == {"first": "one", "second": "", "third": "", "taken": ""}
    assert set(stack.resources) == {"First", "Second", "Third"}
    # The stack is as it was: it can be updated and deleted.
    account.update_stack("one", template(First=topic(TopicName="first", DisplayName="three")))
    assert stack.status == "UPDATE_COMPLETE"
    account.delete_stack("one")
    assert display_names(account) == {"taken": ""}


def test_a_custom_named_resource_that_must_be_replaced_is_refused(account: StrictAccount) -> None:
    def queue(name: str, fifo: bool) -> str:
        return template(Queue={"Type": "AWS::SQS::Queue", "Properties": {"QueueName": name, "FifoQueue": fifo}})

    stack = account.create_stack("one", queue("a.fifo", True))
    account.update_stack("one", queue("a.fifo", False))
    assert stack.status == "UPDATE_ROLLBACK_COMPLETE"
    assert "custom-named resource requires replacing. Rename a.fifo" in stack.failures[0].reason


def test_the_type_of_a_resource_cannot_change(account: StrictAccount) -> None:
    stack = account.create_stack("one", template(Thing=topic()))
    account.update_stack("one", template(Thing={"Type": "AWS::SQS::Queue"}))
    assert stack.status == "UPDATE_ROLLBACK_COMPLETE"
    assert "Update of resource type is not permitted" in stack.failures[0].reason


def test_a_stack_that_rolled_back_cannot_be_updated(account: StrictAccount) -> None:
    stack = account.create_stack("one", template(Topic=topic(TopicNmae="x")))
    assert stack.status == "ROLLBACK_COMPLETE"
    with pytest.raises(RequestRefused, match="is in ROLLBACK_COMPLETE state and can not be updated"):
        account.update_stack("one", template(Topic=topic()))


def test_a_runbook_with_new_version_is_updated_in_place_and_otherwise_replaced(account: StrictAccount) -> None:
    def document(description: str, **properties: Any) -> str:
        content = {
            "schemaVersion": "0.3",
            "description": description,
            "mainSteps": [{"name": "Wait", "action": "aws:sleep", "inputs": {"Duration": "PT1S"}}],
        }
        body = {"DocumentType": "Automation", "Content": content, "Name": "Runbook", **properties}
        return template(Runbook={"Type": "AWS::SSM::Document", "Properties": body})

    stack = account.create_stack("one", document("one", UpdateMethod="NewVersion"))
    account.update_stack("one", document("two", UpdateMethod="NewVersion"))
    assert stack.status == "UPDATE_COMPLETE", stack.failures
    found = account.session().client("ssm").get_document(Name="Runbook")
    assert json.loads(found["Content"])["description"] == "two"
    account.update_stack("one", document("three"))
    assert stack.status == "UPDATE_ROLLBACK_COMPLETE"
    assert "custom-named" in stack.failures[0].reason

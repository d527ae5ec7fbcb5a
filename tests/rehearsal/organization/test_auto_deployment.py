from generator.rehearsal.organization.organization import StrictOrganization
from tests.rehearsal.organization.stack_set_calls import Calls


def arn(calls: Calls, name: str) -> str:
    return str(calls.client.describe_stack_set(StackSetName=name)["StackSet"]["StackSetARN"])


def test_who_joins_a_unit_or_one_beneath_it_gets_the_stacks(organization: StrictOrganization) -> None:
    calls = Calls(organization)
    calls.create()
    calls.end(calls.instances("Workloads"))
    organization.join("new", "Workloads/Prod/Cards")
    organization.join("elsewhere", "Security")
    assert calls.client.list_stack_set_operations(StackSetName="topics")["Summaries"][0]["Action"] == "CREATE"
    organization.settle()
    assert "new" in calls.accounts()
    assert "elsewhere" not in calls.accounts()
    assert len(organization.client("sns", "new").list_topics()["Topics"]) == 1


def test_who_leaves_loses_them(organization: StrictOrganization) -> None:
    calls = Calls(organization)
    calls.create()
    calls.end(calls.instances("Security"))
    audit = organization.account("audit")
    organization.leave("audit")
    organization.settle()
    assert calls.accounts() == {"log"}
    assert [stack.status for stack in organization.aws.stacks(account_id=audit)] == ["DELETE_COMPLETE"]


def test_stacks_are_left_to_who_leaves_where_they_are_retained(organization: StrictOrganization) -> None:
    calls = Calls(organization)
    calls.create(AutoDeployment={"Enabled": True, "RetainStacksOnAccountRemoval": True})
    calls.end(calls.instances("Security"))
    audit = organization.account("audit")
    organization.move("audit", "Root")
    organization.settle()
    assert calls.accounts() == {"log"}
    assert [stack.status for stack in organization.aws.stacks(account_id=audit)] == ["CREATE_COMPLETE"]


def test_a_move_between_targeted_units_is_a_deletion_and_a_creation(organization: StrictOrganization) -> None:
    calls = Calls(organization)
    calls.create()
    for unit in ("Security", "Workloads"):
        calls.end(calls.instances(unit))
    before = organization.stack("topics", "audit", "us-east-1")
    organization.move("audit", "Workloads/Prod")
    listed = calls.client.list_stack_set_operations(StackSetName="topics")["Summaries"]
    assert [each["Action"] for each in listed[:2]] == ["CREATE", "DELETE"]
    organization.settle()
    after = organization.stack("topics", "audit", "us-east-1")
    assert before is not None
    assert after is not None
    assert before.status == "DELETE_COMPLETE"
    assert after.stack_id != before.stack_id
    units = {each["OrganizationalUnitId"] for each in calls.listed(StackInstanceAccount=organization.account("audit"))}
    assert units == {organization.ou("Workloads")}


def test_a_move_within_a_targeted_unit_changes_nothing(light: StrictOrganization) -> None:
    calls = Calls(light)
    calls.create()
    calls.end(calls.instances("Workloads"))
    light.move("cards", "Workloads")
    assert len(calls.client.list_stack_set_operations(StackSetName="topics")["Summaries"]) == 1


def test_filters_do_not_keep_those_out_who_come_later(light: StrictOrganization) -> None:
    calls = Calls(light)
    calls.create()
    calls.end(
        calls.instances("Security", targets={"AccountFilterType": "INTERSECTION", "Accounts": [light.account("audit")]})
    )
    light.join("new", "Security")
    light.settle()
    assert calls.accounts() == {"audit", "new"}


def test_without_auto_deployment_nobody_gets_or_loses_anything(light: StrictOrganization) -> None:
    calls = Calls(light)
    calls.create(AutoDeployment={"Enabled": False})
    calls.end(calls.instances("Security"))
    audit = light.account("audit")
    light.leave("audit")
    light.join("new", "Security")
    light.settle()
    assert calls.accounts() == {audit, "log"}
    calls.end(calls.delete("Security", RetainStacks=True))
    assert calls.accounts() == set()


def test_units_whose_instances_were_deleted_are_targets_no_more(light: StrictOrganization) -> None:
    calls = Calls(light)
    calls.create()
    calls.end(calls.instances("Security"))
    calls.end(calls.delete("Security"))
    light.join("new", "Security")
    light.settle()
    assert calls.accounts() == set()


def test_stacks_come_in_the_order_of_what_they_depend_on(light: StrictOrganization) -> None:
    roles, rules = Calls(light, StackSetName="roles"), Calls(light, StackSetName="rules")
    roles.create()
    rules.create(AutoDeployment={"Enabled": True, "DependsOn": [arn(roles, "roles")]})
    for calls in (rules, roles):
        calls.end(calls.instances("Security"))
    light.join("new", "Security")
    seen = []
    for _ in range(5):
        light.step()
        seen.append(
            tuple(
                calls.listed(StackInstanceAccount=light.account("new"))[0]["StackInstanceStatus"]["DetailedStatus"]
                for calls in (roles, rules)
            )
        )
    assert seen == [
        ("RUNNING", "PENDING"),
        ("SUCCEEDED", "PENDING"),
        ("SUCCEEDED", "RUNNING"),
        ("SUCCEEDED", "SUCCEEDED"),
        ("SUCCEEDED", "SUCCEEDED"),
    ]


def test_the_management_account_is_never_reached(light: StrictOrganization) -> None:
    calls = Calls(light)
    calls.create()
    named = {"AccountFilterType": "INTERSECTION", "Accounts": [light.management]}
    done = calls.end(calls.instances("Root", targets=named))
    assert calls.results(done["OperationId"]) == {}
    calls.end(calls.instances("Root"))
    assert "management" not in calls.accounts()

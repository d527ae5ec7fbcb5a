import pytest
from botocore.exceptions import ClientError

from generator.rehearsal.account import StrictAccount
from generator.rehearsal.article_run import launch
from generator.rehearsal.committed import committed_parameters

NAME = "identity-center"
INSTANCE = "arn:aws:sso:::instance/ssoins-0123456789abcdef"
GROUP = "01234567-89ab-cdef-0123-456789abcdef"
GIVEN = {
    "IdentityCenterInstanceArn": INSTANCE,
    "PermissionSetBoundaryName": "baseline-people",
    "ResponderPolicyName": "baseline-incident-runbooks",
    "ReadOnlyGroupId": GROUP,
    "AssignedAccount1": "444455556666",
}


def test_permission_sets_are_made_changed_and_deleted_with_all_that_they_hold(account: StrictAccount) -> None:
    values = committed_parameters(NAME) | GIVEN
    stack = launch(account, NAME, "us-east-1", given=values).stack
    assert stack is not None
    assert stack.status == "CREATE_COMPLETE", [str(event) for event in stack.failures]
    client = account.session().client("sso-admin")

    def of(name: str) -> dict[str, str]:
        return {"InstanceArn": INSTANCE, "PermissionSetArn": str(stack.outputs[f"{name}PermissionSetArn"].value)}

    boundary = client.get_permissions_boundary_for_permission_set(**of("PowerUser"))["PermissionsBoundary"]
    assert boundary["CustomerManagedPolicyReference"]["Name"] == "baseline-people"
    assert "NoData" in client.get_inline_policy_for_permission_set(**of("ReadOnly"))["InlinePolicy"]
    references = client.list_customer_managed_policy_references_in_permission_set(**of("Responder"))
    assert [each["Name"] for each in references["CustomerManagedPolicyReferences"]] == ["baseline-incident-runbooks"]
    (assigned,) = client.list_account_assignments(AccountId="444455556666", **of("ReadOnly"))["AccountAssignments"]
    assert (assigned["PrincipalType"], assigned["PrincipalId"]) == ("GROUP", GROUP)

    changed = values | {"PermissionSetBoundaryName": "", "SessionDuration": "PT2H", "AssignedAccount1": ""}
    account.update_stack(stack.name, parameters=changed)
    assert stack.status == "UPDATE_COMPLETE", [str(event) for event in stack.failures]
    with pytest.raises(ClientError, match="no permissions boundary"):
        client.get_permissions_boundary_for_permission_set(**of("PowerUser"))
    assert client.describe_permission_set(**of("ReadOnly"))["PermissionSet"]["SessionDuration"] == "PT2H"
    assert client.list_account_assignments(AccountId="444455556666", **of("ReadOnly"))["AccountAssignments"] == []

    account.delete_stack(stack.name)
    assert stack.status == "DELETE_COMPLETE", [str(event) for event in stack.failures]
    assert client.list_permission_sets(InstanceArn=INSTANCE)["PermissionSets"] == []

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from generator.rehearsal.account import StrictAccount
from tests.rehearsal.existing import organize

SCP = "SERVICE_CONTROL_POLICY"
DENY = json.dumps({"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}})


def refused(call: Any, **given: Any) -> str:
    with pytest.raises(ClientError) as caught:
        call(**given)
    return str(caught.value.response["Error"]["Code"])


def create(client: Any, name: str = "one", content: str = DENY, kind: str = SCP) -> str:
    answer = client.create_policy(Name=name, Description="", Type=kind, Content=content)
    return str(answer["Policy"]["PolicySummary"]["Id"])


def test_without_an_organization_and_without_the_type_there_is_no_policy(account: StrictAccount) -> None:
    client: Any = account.session().client("organizations")
    given = {"Name": "one", "Description": "", "Type": SCP, "Content": DENY}
    assert refused(client.create_policy, **given) == "AWSOrganizationsNotInUseException"
    client.create_organization(FeatureSet="ALL")
    assert refused(client.create_policy, **given) == "PolicyTypeNotAvailableForOrganizationException"


def test_a_document_that_is_too_long_or_none_and_a_name_that_is_taken_are_refused(account: StrictAccount) -> None:
    organize(account)
    client: Any = account.session().client("organizations")
    create(client)
    given = {"Name": "two", "Description": "", "Type": SCP}
    assert refused(client.create_policy, **given, Content="{") == "MalformedPolicyDocumentException"
    long = json.dumps({"Statement": "x" * 5120})
    assert refused(client.create_policy, **given, Content=long) == "ConstraintViolationException"
    assert refused(client.create_policy, **given | {"Name": "one"}, Content=DENY) == "DuplicatePolicyException"


def test_the_root_tells_of_the_types_that_are_enabled(account: StrictAccount) -> None:
    client: Any = account.session().client("organizations")
    client.create_organization(FeatureSet="ALL")
    (root,) = client.list_roots()["Roots"]
    enabled = {"Type": "INSPECTOR_POLICY", "Status": "ENABLED"}
    given = {"PolicyType": "INSPECTOR_POLICY"}
    assert client.enable_policy_type(RootId=root["Id"], **given)["Root"]["PolicyTypes"] == [enabled]
    assert [each["PolicyTypes"] for each in client.list_roots()["Roots"]] == [[enabled]]
    assert refused(client.enable_policy_type, RootId=root["Id"], **given) == "PolicyTypeAlreadyEnabledException"
    given = {"PolicyType": "GUARDDUTY_POLICY"}
    assert refused(client.enable_policy_type, RootId="r-zzzz", **given) == "RootNotFoundException"


def test_a_policy_is_attached_once_to_what_is_there_and_not_deleted_before_it_is_detached(
    account: StrictAccount,
) -> None:
    organize(account)
    client: Any = account.session().client("organizations")
    policy, target = create(client), account.account_id
    assert refused(client.attach_policy, PolicyId=policy, TargetId="999988887777") == "TargetNotFoundException"
    client.attach_policy(PolicyId=policy, TargetId=target)
    assert refused(client.attach_policy, PolicyId=policy, TargetId=target) == "DuplicatePolicyAttachmentException"
    assert client.list_targets_for_policy(PolicyId=policy)["Targets"] == [{"TargetId": target}]
    assert refused(client.delete_policy, PolicyId=policy) == "PolicyInUseException"
    client.detach_policy(PolicyId=policy, TargetId=target)
    assert refused(client.detach_policy, PolicyId=policy, TargetId=target) == "PolicyNotAttachedException"
    client.delete_policy(PolicyId=policy)
    assert client.list_policies(Filter=SCP)["Policies"] == []
    assert refused(client.describe_policy, PolicyId=policy) == "PolicyNotFoundException"

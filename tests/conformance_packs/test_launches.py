"""Packs deployed into the strict account, a double, by the templates that launch them."""

from collections.abc import Iterator
from typing import Any

import pytest

from generator.build.outputs import ROOT
from generator.conformance_packs.launches import LAUNCHES, launches
from generator.conformance_packs.regions import packs
from generator.lint.linter import findings
from generator.rehearsal.account import StrictAccount
from generator.rehearsal.article_run import StackRun, launch, launch_text

HOME = "us-east-1"
KEY = "1.2.3/templates/conformance-packs/cis-5.0.0.yaml"
PACK = next(pack for pack in packs() if pack.name == "cis-5.0.0")
GIVEN = {"ConformancePackTheme": "cis-5-0-0", "ConformancePackS3Uri": f"s3://published/{KEY}"}


@pytest.fixture
def account() -> Iterator[StrictAccount]:
    """A recorder, and the pack in a bucket."""
    with StrictAccount() as account:
        s3 = account.account_region(HOME).client("s3")
        s3.create_bucket(Bucket="published")
        s3.put_object(Bucket="published", Key=KEY, Body=PACK.text.encode())
        for name in ("service-linked-roles", "config"):
            assert launch(account, name, HOME).green
        yield account


def deploy(account: StrictAccount, name: str, **values: str) -> StackRun:
    return launch_text(account, name, launches()[name].text, HOME, {**GIVEN, **values})


def names(account: StrictAccount, account_id: str | None = None) -> set[str]:
    client: Any = account.account_region(HOME, account_id).client("config")
    pages = client.get_paginator("describe_config_rules").paginate()
    return {each["ConfigRuleName"] for page in pages for each in page["ConfigRules"]}


def test_an_account_gets_the_rules_of_the_pack_and_loses_them_with_the_stack(account: StrictAccount) -> None:
    run = deploy(account, "account")
    assert run.green and run.stack is not None, run.refused
    assert run.stack.outputs["ConformancePackNameInUse"].value == "baseline-cis-5-0-0"
    assert len(names(account)) == len(PACK.controls)
    account.delete_stack(run.stack.name)
    assert names(account) == set()


def test_a_pack_of_another_region_is_refused(account: StrictAccount) -> None:
    s3 = account.account_region(HOME).client("s3")
    other = next(pack for pack in packs() if pack.theme.name == "trusted-advisor" and HOME in pack.regions)
    place = account.account_region("eu-west-1").client("s3")
    place.create_bucket(Bucket="elsewhere", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    s3.put_object(Bucket="published", Key="ta.yaml", Body=other.text.encode())
    place.put_object(Bucket="elsewhere", Key="ta.yaml", Body=other.text.encode())
    assert launch(account, "config", "eu-west-1").green
    given = {"ConformancePackTheme": "trusted-advisor", "ConformancePackS3Uri": "s3://elsewhere/ta.yaml"}
    run = launch_text(account, "account", launches()["account"].text, "eu-west-1", given)
    assert run.stack is not None and not run.green
    assert "eu-west-1 has no rule" in run.stack.failures[0].reason
    assert deploy(account, "account", ConformancePackS3Uri="s3://published/ta.yaml").green


def test_every_account_of_the_organization_gets_it_but_the_excluded(account: StrictAccount) -> None:
    organizations = account.account_region(HOME).client("organizations")
    organizations.create_organization(FeatureSet="ALL")
    members = [
        organizations.create_account(AccountName=name, Email=f"{name}@example.com")["CreateAccountStatus"]["AccountId"]
        for name in ("member", "excluded")
    ]
    refused = deploy(account, "organization")
    assert refused.stack is not None and "does not trust" in refused.stack.failures[0].reason
    account.delete_stack(refused.stack.name)
    organizations.enable_aws_service_access(ServicePrincipal="config-multiaccountsetup.amazonaws.com")
    client = account.account_region(HOME, members[0]).client("config")
    role = f"arn:aws:iam::{members[0]}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
    account.account_region(HOME, members[0]).client("iam").create_service_linked_role(
        AWSServiceName="config.amazonaws.com"
    )
    client.put_configuration_recorder(ConfigurationRecorder={"name": "default", "roleARN": role})
    run = deploy(account, "organization", ConformancePackExcludedAccounts=members[1])
    assert run.green and run.stack is not None, run.stack and [str(event) for event in run.stack.failures]
    assert len(names(account, members[0])) == len(names(account)) == len(PACK.controls)
    assert names(account, members[1]) == set()
    account.delete_stack(run.stack.name)
    assert names(account) | names(account, members[0]) == set()


def test_without_a_recorder_it_is_refused(account: StrictAccount) -> None:
    account.reset()
    s3 = account.account_region(HOME).client("s3")
    s3.create_bucket(Bucket="published")
    s3.put_object(Bucket="published", Key=KEY, Body=PACK.text.encode())
    run = deploy(account, "account")
    assert run.stack is not None and "no configuration recorder" in run.stack.failures[0].reason


def test_lint_finds_nothing_in_the_templates() -> None:
    for name, template in launches().items():
        assert (ROOT / LAUNCHES / f"{name}.yaml").read_text("utf-8") == template.text
    assert findings({ROOT / LAUNCHES / f"{name}.yaml": each.regions for name, each in launches().items()}) == []

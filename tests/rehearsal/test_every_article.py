from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from generator import registry
from generator.model import Scope
from generator.rehearsal.account import StrictAccount
from generator.rehearsal.article_run import StackRun, config_rules, groups, is_regional, launch
from generator.rehearsal.committed import committed_parameters, declared_parameters, template_text
from generator.rehearsal.orders import rehearse_orders
from generator.rehearsal.stack import Stack
from generator.template.capabilities import needed_capabilities
from generator.template.errors import RequestRefused
from generator.template.parse import parse
from generator.template.template import load
from tests.rehearsal.existing import administer, named, network, organize, samples
from tests.rehearsal.inventory import INSTANCE, inventory

HOME, OTHER = REGIONS = "us-east-1", "eu-west-1"
ARTICLES = list(registry.articles())
BY_SERVICE = {rule for name in ARTICLES if name.startswith("config-rules-") for rule in config_rules(name)}
# Articles that choose controls of the config-rules articles, which go through every order and every choice with the same resources.
SELECTIONS = {
    name
    for name in ARTICLES
    if not name.startswith("config-rules-") and config_rules(name) and config_rules(name) <= BY_SERVICE
}
KEEPS = ("Retain", "RetainExceptOnCreate")
# What is EXISTING has to be there: the article itself made it in an earlier stack.
EXISTS_ALREADY = {
    "baseline": ("service-linked-roles", "config", "cloudtrail", "guardduty", "detective"),
    "cloudtrail": ("service-linked-roles", "cloudtrail"),
    "config": ("service-linked-roles", "config"),
    "detective": ("detective",),
    "guardduty": ("guardduty",),
    "service-linked-roles": ("service-linked-roles",),
}
# What is EXISTING and no article made: a hub without standards, or a session, as an administrator or the runbook of a control enables it.
Call = tuple[str, str, dict[str, Any]]
MACIE: Call = ("macie2", "enable_macie", {})
HUB: Call = ("securityhub", "enable_security_hub", {"EnableDefaultStandards": False})
AGGREGATOR: Call = ("securityhub", "create_finding_aggregator", {"RegionLinkingMode": "ALL_REGIONS"})
CENTRAL: Call = (
    "securityhub",
    "update_organization_configuration",
    {
        "AutoEnable": False,
        "AutoEnableStandards": "NONE",
        "OrganizationConfiguration": {"ConfigurationType": "CENTRAL"},
    },
)
ENABLED_ALREADY: dict[str, tuple[Call, ...]] = {
    "baseline": (MACIE, HUB),
    "macie": (MACIE,),
    "organization-security-hub": (AGGREGATOR, CENTRAL),
    "security-hub": (HUB,),
}
# Articles of a delegated administrator, who is a member of the Organization.
ADMINISTRATORS = {"organization-security-hub"}

# Articles of which every choice is off by default.
OFF = {
    "account-settings",
    "audit-manager",
    "config-notifications",
    "directory-service",
    "identity-center",
    "inspector",
    "organization-administrators",
    "organization-enablement",
    "organization-guardrails",
    "organization-security-hub",
    "log-groups",
    "macie",
    "patch-management",
    "private-database",
    "secrets",
    "trusted-advisor",
    "web-protection",
}
# Articles that make nothing without somebody to tell.
TELLS = {"cloudtrail-alarms", "health-events", "trusted-advisor"}
# Articles that make nothing without a name that only the user knows.
NAMED = {
    "directory-service": {"Directory": "MICROSOFT_AD"},
    "identity-center": {"IdentityCenterInstanceArn": INSTANCE},
    "organization-administrators": {"AdministratorAccountId": "111122223333"},
    "organization-security-hub": {"PolicyRoot": "r-abcd", "PolicyUnit1": "ou-abcd-11111111"},
}
# Deletion protection does what it says: it is turned off before the stack is deleted.
UNPROTECTED = {"private-database": {"DatabaseDeletionProtection": "DISABLED"}}
# Updates that EC2 refuses: the new subnet would overlap the old one, which goes last.
NOT_CHANGED = {("NetworkSubnetBits", end): "conflicts with another subnet" for end in ("4", "13")}
# Updates that say of what the stack itself made that it is there without it.
NOT_THERE = {("Macie", "EXISTING"): "Macie is not enabled"}


@pytest.fixture(autouse=True)
def without_images(monkeypatch: pytest.MonkeyPatch) -> None:
    """No article launches an instance; moto loads its images whenever EC2 is asked for the first time."""
    monkeypatch.setenv("MOTO_EC2_LOAD_DEFAULT_AMIS", "false")


def green(run: StackRun) -> Stack:
    assert run.stack is not None, f"{run.article} in {run.region}: {run.refused}"
    assert run.green, f"{run.article} in {run.region}: {[str(event) for event in run.stack.failures]}"
    return run.stack


def values_of(name: str) -> dict[str, str]:
    """The committed ones; of an article that makes nothing with these, everything that it offers."""
    declared = declared_parameters(name) if name in OFF else {}
    told = {"AlertTopicArn": f"arn:aws:sns:{HOME}:123456789012:alerts"} if name in TELLS else {}
    chosen = {
        key: word for each in ("ENABLED", "CREATE", "AUTOMATIC") for key, word in all_that_offer(each, declared).items()
    }
    return committed_parameters(name) | chosen | told | NAMED.get(name, {})


def placed(account: StrictAccount, name: str, region: str) -> dict[str, str]:
    """The VPC of the account where the article must be told one; it has another id in every new account."""
    if "DatabaseVpcId" in declared_parameters(name):
        return dict(zip(("DatabaseVpcId", "DatabaseSubnetIds"), network(account, region), strict=True))
    if "DirectoryVpcId" not in declared_parameters(name):
        return {}
    subnets = account.account_region(region).client("ec2").describe_subnets()["Subnets"]
    names = {f"DirectorySubnetId{number}": each["SubnetId"] for number, each in enumerate(subnets[:2], start=1)}
    return {"DirectoryVpcId": subnets[0]["VpcId"], **names}


def requirements(name: str) -> list[str]:
    (group,) = groups([name])
    return [other for other in group if other != name]


def position(name: str) -> int:
    return registry.in_order(registry.articles()).index(name)


def in_organization(account: StrictAccount, name: str) -> None:
    """Let the account be of an Organization what the article's account is."""
    if name in ADMINISTRATORS:
        administer(account, REGIONS)
    elif registry.articles()[name].scope is Scope.ORGANIZATION:
        organize(account)


def require(account: StrictAccount, name: str, region: str) -> None:
    """What the article requires; in another Region than home, after all of it and the article are there."""
    in_organization(account, name)
    for other in requirements(name):
        green(launch(account, other, HOME, REGIONS))
    if region == HOME:
        return
    green(launch(account, name, HOME, REGIONS, values_of(name) | placed(account, name, HOME)))
    for other in requirements(name):
        if is_regional(other):
            green(launch(account, other, region, REGIONS))


def choices(declared: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """Every value that each parameter offers, numbers at both ends; controls do not know of each other, and change together."""
    controls = {name: body for name, body in declared.items() if "DETECT" in body.get("AllowedValues", ())}
    # The runbook's resources are the same for what lies between.
    yield from filter(None, (all_that_offer(value, controls) for value in ("DISABLED", "AUTOMATIC")))
    for name, body in declared.items():
        if name in controls:
            continue
        if body["Type"] == "String":
            yield from ({name: value} for value in body.get("AllowedValues", ()))
        elif body["Type"] == "Number" and "AllowedValues" not in body:
            yield from ({name: str(body[end])} for end in ("MinValue", "MaxValue") if end in body)


def all_that_offer(word: str, declared: Mapping[str, Any]) -> dict[str, str]:
    return {name: word for name, body in declared.items() if word in body.get("AllowedValues", ())}


def options_on(declared: Mapping[str, Any], word: str) -> dict[str, str]:
    """Every option at once; what may be made or named is ``word``."""
    locked = all_that_offer("GOVERNANCE", declared)
    automatic = all_that_offer("AUTOMATIC", declared)
    return all_that_offer("ENABLED", declared) | all_that_offer(word, declared) | locked | automatic


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("name", ARTICLES)
def test_it_deploys_in_every_order(account: StrictAccount, name: str, region: str) -> None:
    text, values = template_text(name), values_of(name)
    values |= {"HomeRegion": HOME} if "HomeRegion" in declared_parameters(name) else {}
    if name in SELECTIONS or (registry.articles()[name].composes and region != HOME):
        require(account, name, region)
        green(launch(account, name, region, REGIONS))
        return

    def prepare(fresh: StrictAccount) -> None:
        require(fresh, name, region)
        values.update(placed(fresh, name, region))

    results = rehearse_orders(account, text, values, needed_capabilities(load(text)), region=region, prepare=prepare)
    assert [str(result) for result in results if not result.green] == []
    assert results or not is_regional(name)


@pytest.mark.parametrize("name", [name for name in ARTICLES if "HomeRegion" in declared_parameters(name)])
def test_nothing_of_the_account_is_made_a_second_time_in_another_region(account: StrictAccount, name: str) -> None:
    require(account, name, OTHER)
    iam = account.session().client("iam")
    roles = {role["RoleName"] for role in iam.list_roles()["Roles"]}
    stack = green(launch(account, name, OTHER, REGIONS, values_of(name)))
    assert {role["RoleName"] for role in iam.list_roles()["Roles"]} == roles
    if not is_regional(name):
        assert stack.resources == {}


@pytest.mark.parametrize("name", ARTICLES)
def test_deleted_it_leaves_only_what_it_retains(account: StrictAccount, name: str) -> None:
    require(account, name, HOME)
    before = inventory(account, HOME)
    given = values_of(name) | placed(account, name, HOME) | UNPROTECTED.get(name, {})
    stack = green(launch(account, name, HOME, given=given))
    retained = {made.physical_id for made in stack.resources.values() if made.deletion_policy in KEEPS}
    assert inventory(account, HOME) != before
    account.delete_stack(stack.name)
    assert stack.status == "DELETE_COMPLETE", stack.failures
    left = inventory(account, HOME) - before
    # A bucket policy has its bucket's name, and stands for itself in no list.
    assert {identifier for _, identifier in left} == retained
    skipped = {made.logical_id for made in stack.resources.values() if made.status == "DELETE_SKIPPED"}
    bodies = parse(template_text(name))["Resources"]
    assert skipped == {each for each in stack.resources if bodies[each].get("DeletionPolicy") in KEEPS}


@pytest.mark.parametrize("word", ["CREATE", "EXISTING"])
@pytest.mark.parametrize("name", ARTICLES)
def test_it_deploys_with_every_option_on(account: StrictAccount, name: str, word: str) -> None:
    text, declared = template_text(name), declared_parameters(name)
    capabilities = needed_capabilities(load(text))
    values = committed_parameters(name) | options_on(declared, word)

    def prepare(fresh: StrictAccount) -> None:
        in_organization(fresh, name)
        existing = EXISTS_ALREADY.get(name, ()) if word == "EXISTING" else ()
        for other in sorted({*requirements(name), *existing}, key=position):
            green(launch(fresh, other, HOME))
        values.update(placed(fresh, name, HOME))
        if word == "EXISTING":
            values.update(named(declared, samples(fresh, HOME)))
            for service, operation, given in ENABLED_ALREADY.get(name, ()):
                getattr(fresh.account_region(HOME).client(service), operation)(**given)

    if registry.articles()[name].composes or name in SELECTIONS:
        # Its parts, or the config-rules articles, do it in every order.
        prepare(account)
        stack = account.create_stack("one", text, values, capabilities)
        assert stack.status == "CREATE_COMPLETE", [str(event) for event in stack.failures]
        return
    results = rehearse_orders(account, text, values, capabilities, prepare=prepare)
    assert [str(result) for result in results if not result.green] == []


def own_parameters(name: str) -> dict[str, Any]:
    """Those of the article itself: its parts have tests of their own."""
    parts = {part for other in registry.articles()[name].composes for part in declared_parameters(other.article)}
    return {key: body for key, body in declared_parameters(name).items() if key not in parts}


@pytest.mark.parametrize("name", [name for name in ARTICLES if name not in SELECTIONS])
def test_each_choice_can_be_brought_by_an_update(account: StrictAccount, name: str) -> None:
    text = template_text(name)
    capabilities = needed_capabilities(load(text))
    committed = committed_parameters(name)
    updated = 0
    require(account, name, HOME)
    values = committed | named(declared_parameters(name), samples(account, HOME)) | placed(account, name, HOME)
    launched = green(launch(account, name, HOME, given=values))
    before = account.snapshot()
    for change in choices(own_parameters(name)):
        if committed | change == committed:
            continue
        account.restore(before)
        stack = account.stack(launched.name)
        try:
            account.update_stack(stack.name, text, values | change, capabilities)
        except RequestRefused as refused:
            assert "Template rule" in refused.message, change
            continue
        refusals = [reason for pair, reason in (NOT_CHANGED | NOT_THERE).items() if pair in change.items()]
        if refusals:
            assert refusals[0] in stack.failures[0].reason
            continue
        assert stack.status == "UPDATE_COMPLETE", (change, [str(event) for event in stack.failures])
        updated += 1
    assert updated

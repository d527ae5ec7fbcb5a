from pathlib import Path

from generator.preflight.finding import Level
from generator.rehearsal.account import StrictAccount
from tests.preflight.looking import HOME, look, texts, written
from tests.rehearsal.existing import MANAGEMENT, administer, organize

ADMINISTRATORS, CENTRAL = "organization-administrators", "organization-security-hub"
ENABLEMENT = "organization-enablement"
OTHER, SECURITY = "eu-west-1", "111122223333"
CHOICES = ("CentralConfiguration", "FindingAggregator")


def chosen(out: Path, account: StrictAccount, article: str, *names: str) -> list[str]:
    values = written(out, account, article)
    return [values[name] for name in names]


def test_administrators_that_are_there_are_left_alone(account: StrictAccount, tmp_path: Path) -> None:
    names = ("SecurityHubAdministrator", "DetectiveAdministrator")
    organize(account)
    look(account, tmp_path / "before", ADMINISTRATORS)
    assert chosen(tmp_path / "before", account, ADMINISTRATORS, *names) == ["CREATE", "DISABLED"]
    for service, given in (("securityhub", "AdminAccountId"), ("detective", "AccountId")):
        client = account.account_region(HOME).client(service)
        client.enable_organization_admin_account(**{given: SECURITY})
    look(account, tmp_path, ADMINISTRATORS)
    assert chosen(tmp_path, account, ADMINISTRATORS, *names) == ["EXISTING", "EXISTING"]


def test_the_aggregator_and_central_configuration_that_are_there_are_taken(
    account: StrictAccount, tmp_path: Path
) -> None:
    administer(account)
    look(account, tmp_path / "before", CENTRAL)
    assert chosen(tmp_path / "before", account, CENTRAL, *CHOICES) == ["DISABLED", "CREATE"]
    hub = account.account_region(HOME).client("securityhub")
    hub.create_finding_aggregator(RegionLinkingMode="ALL_REGIONS")
    central = {"ConfigurationType": "CENTRAL"}
    hub.update_organization_configuration(
        AutoEnable=False, AutoEnableStandards="NONE", OrganizationConfiguration=central
    )
    report = look(account, tmp_path, CENTRAL)
    assert chosen(tmp_path, account, CENTRAL, *CHOICES) == ["EXISTING", "EXISTING"]
    assert texts(report, Level.FAILS) == []


def test_what_would_fail_is_told_with_its_remedy(account: StrictAccount, tmp_path: Path) -> None:
    administer(account, (HOME, OTHER))
    hub = account.account_region(OTHER).client("securityhub")
    hub.create_finding_aggregator(RegionLinkingMode="ALL_REGIONS")
    report = look(account, tmp_path, ADMINISTRATORS, CENTRAL)
    (path,) = tmp_path.rglob(f"{CENTRAL}.json")
    path.write_text(path.read_text().replace('"CentralConfiguration": "DISABLED"', '"CentralConfiguration": "CREATE"'))
    (path,) = tmp_path.rglob(f"{ADMINISTRATORS}.json")
    path.write_text(path.read_text().replace('"AdministratorAccountId": ""', f'"AdministratorAccountId": "{SECURITY}"'))
    assert texts(report, Level.FAILS) == []
    told = texts(look(account, tmp_path, ADMINISTRATORS, CENTRAL), Level.FAILS)
    assert any("launch in its Region, the home Region" in text for text in told)
    assert any("the management account alone names it" in text for text in told)
    account.account_region(HOME, MANAGEMENT).client("securityhub").disable_organization_admin_account(
        AdminAccountId=account.account_id
    )
    told = texts(look(account, tmp_path, CENTRAL), Level.FAILS)
    assert any("the delegated administrator with a hub alone can set it" in text for text in told)


def test_types_of_policies_that_are_not_enabled_are_told_with_the_command(
    account: StrictAccount, tmp_path: Path
) -> None:
    report = look(account, tmp_path, ENABLEMENT)
    assert texts(report, Level.FAILS) == []
    (path,) = tmp_path.rglob(f"{ENABLEMENT}.json")
    text = path.read_text()
    for name in ("InspectorEnablement", "GuardDutyEnablement"):
        text = text.replace(f'"{name}": "DISABLED"', f'"{name}": "ENABLED"')
    path.write_text(text)
    told = texts(look(account, tmp_path, ENABLEMENT), Level.FAILS)
    assert told == [f"type of policies: the account is in no Organization: {ENABLEMENT}"]
    client = account.account_region(HOME).client("organizations")
    client.create_organization(FeatureSet="ALL")
    (root,) = client.list_roots()["Roots"]
    client.enable_policy_type(RootId=root["Id"], PolicyType="INSPECTOR_POLICY")
    (missing,) = texts(look(account, tmp_path, ENABLEMENT), Level.FAILS)
    assert missing.endswith(
        "GUARDDUTY_POLICY is not enabled: baseline organization prepare --policy-type GUARDDUTY_POLICY"
    )
    client.enable_policy_type(RootId=root["Id"], PolicyType="GUARDDUTY_POLICY")
    assert texts(look(account, tmp_path, ENABLEMENT), Level.FAILS) == []

"""The Organization: which services it trusts, StackSets first, and which accounts administer them.

https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_services_list.html
"""

from collections.abc import Iterator
from typing import Final

from generator.preflight.answers import NotThere
from generator.preflight.finding import Finding, Level
from generator.preflight.place import Place
from generator.preflight.probe import Probe

STACK_SETS: Final = "member.org.stacksets.cloudformation.amazonaws.com"
SERVICES: Final = (
    STACK_SETS,
    "access-analyzer.amazonaws.com",
    "auditmanager.amazonaws.com",
    "cloudtrail.amazonaws.com",
    "config-multiaccountsetup.amazonaws.com",
    "config.amazonaws.com",
    "detective.amazonaws.com",
    "guardduty.amazonaws.com",
    "inspector2.amazonaws.com",
    "macie.amazonaws.com",
    "securityhub.amazonaws.com",
)
"""Whose articles reach the accounts of an Organization."""


def look(place: Place) -> Iterator[Finding]:
    try:
        absent = ("AWSOrganizationsNotInUseException",)
        found = place.call("organizations", "DescribeOrganization", absent=absent)["Organization"]
    except NotThere:
        yield Finding(Level.FAILS, "Organization", "the account is in none, and stack sets need one: launch directly")
        return
    manages = found["MasterAccountId"] == place.account
    text = f"{found['Id']}, managed by {found['MasterAccountId']}"
    reach = "; stack sets never reach that account: launch there directly" if manages else ""
    yield Finding(Level.NOTE, "Organization", text + reach)
    if found["FeatureSet"] != "ALL":
        yield Finding(
            Level.FAILS, "Organization", "it has not all features enabled, which stack sets need: enable them"
        )
    yield from _trusted(place)
    yield from _administrators(place)


def _trusted(place: Place) -> Iterator[Finding]:
    listed = place.call("organizations", "ListAWSServiceAccessForOrganization")["EnabledServicePrincipals"]
    trusted = {each["ServicePrincipal"] for each in listed}
    if STACK_SETS not in trusted:
        text = "StackSets is not trusted: aws cloudformation activate-organizations-access"
        yield Finding(Level.FAILS, "trusted access", text)
    missing = [service for service in SERVICES if service not in trusted and service != STACK_SETS]
    if missing:
        text = f"not trusted: {', '.join(missing)}; where its articles shall reach all accounts: "
        command = "aws organizations enable-aws-service-access --service-principal NAME"
        yield Finding(Level.NOTE, "trusted access", text + command)


def _administrators(place: Place) -> Iterator[Finding]:
    administrators = place.call("organizations", "ListDelegatedAdministrators")["DelegatedAdministrators"]
    for each in administrators:
        answer = place.call("organizations", "ListDelegatedServicesForAccount", AccountId=each["Id"])
        services = sorted(service["ServicePrincipal"] for service in answer["DelegatedServices"])
        yield Finding(Level.NOTE, "delegated administrator", f"{each['Id']} administers {', '.join(services)}")
    if not administrators:
        yield Finding(Level.NOTE, "delegated administrator", "there is none")


PROBE = Probe(
    calls=(
        "organizations:DescribeOrganization",
        "organizations:ListAWSServiceAccessForOrganization",
        "organizations:ListDelegatedAdministrators",
        "organizations:ListDelegatedServicesForAccount",
    ),
    look=look,
    organization=True,
    once=True,
)

"""Prepares an organization: trusted access, delegated administrators, and what members are enabled for; each step once.

https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_services.html
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from generator.knowledge.resource_types import is_available
from generator.model import BadInput
from generator.stack_sets.organization_services import (
    SERVICES,
    STACK_SETS,
    AdministratorApi,
    OrganizationService,
)
from generator.stack_sets.service import Service

if TYPE_CHECKING:
    import boto3

ORGANIZATIONS: Final = "organizations"


@dataclass(frozen=True)
class Step:
    """One call that a preparation makes; ``done`` where it is as it should be, ``obstacle`` where the call would fail."""

    service: str
    words: str
    client: str
    region: str
    operation: str
    members: Mapping[str, Any]
    done: bool = False
    obstacle: str = ""


@dataclass
class Preparation:
    """What one account does for the organization; ``services`` are all, or those named."""

    session: "boto3.Session"
    services: tuple[OrganizationService, ...]
    administrator: str | None
    regions: tuple[str, ...]
    clients: dict[tuple[str, str], Service] = field(default_factory=dict)

    def client(self, name: str, region: str) -> Service:
        """One client for each service and Region."""
        if (name, region) not in self.clients:
            self.clients[name, region] = Service(self.session, name, region)
        return self.clients[name, region]

    @property
    def home(self) -> str:
        """Where services are asked that are asked once."""
        return self.regions[0]

    def steps(self) -> Iterator[Step]:
        """Every step of the management account, in its order, done or not; BadInput in another account."""
        about = self.client(ORGANIZATIONS, self.home).call("describe_organization")["Organization"]
        caller = self.client("sts", self.home).call("get_caller_identity")["Account"]
        if caller != about["MasterAccountId"]:
            problem = f"these are credentials of {caller}, and the management account is {about['MasterAccountId']}"
            raise BadInput("organization prepare", problem, "Use credentials of the management account")
        if about.get("FeatureSet") != "ALL":
            raise BadInput("organization", "it does not have all features", "Enable all features in the console")
        if self.administrator:
            self._require_member(self.administrator, caller)
        yield from self._trusted_access()
        if self.administrator:
            for service in self.services:
                yield from self._registered(service, self.administrator)
                if service.own:
                    yield from self._own(service, service.own, self.administrator)

    def _require_member(self, account: str, management: str) -> None:
        if account == management:
            remedy = "Name a member account, such as the one for security"
            raise BadInput(
                "--delegated-admin", "the management account cannot be its own delegated administrator", remedy
            )
        found = self.client(ORGANIZATIONS, self.home).call("describe_account", account, AccountId=account)["Account"]
        if found.get("State", found.get("Status")) != "ACTIVE":
            raise BadInput("--delegated-admin", f"the account {account} is not active", "Name an active one")

    def _trusted_access(self) -> Iterator[Step]:
        found = self.client(ORGANIZATIONS, self.home).pages(
            "list_aws_service_access_for_organization", "EnabledServicePrincipals"
        )
        trusted = {each["ServicePrincipal"] for each in found}
        for service in self.services:
            if service.name == STACK_SETS:
                yield self._stack_sets_access()
            for principal in service.principals:
                yield Step(
                    service.name,
                    f"trusted access for {principal}",
                    ORGANIZATIONS,
                    self.home,
                    "enable_aws_service_access",
                    {"ServicePrincipal": principal},
                    principal in trusted,
                )

    def _stack_sets_access(self) -> Step:
        status = self.client("cloudformation", self.home).call("describe_organizations_access", CallAs="SELF")["Status"]
        words, operation = "trusted access for stack sets", "activate_organizations_access"
        return Step(STACK_SETS, words, "cloudformation", self.home, operation, {}, status == "ENABLED")

    def _registered(self, service: OrganizationService, account: str) -> Iterator[Step]:
        for principal in service.delegates:
            found = self._delegated(principal)
            yield Step(
                service.name,
                f"{account} is delegated administrator for {principal}",
                ORGANIZATIONS,
                self.home,
                "register_delegated_administrator",
                {"AccountId": account, "ServicePrincipal": principal},
                account in found,
            )

    def _delegated(self, principal: str) -> list[str]:
        found = self.client(ORGANIZATIONS, self.home).pages(
            "list_delegated_administrators", "DelegatedAdministrators", ServicePrincipal=principal
        )
        return [each["Id"] for each in found]

    def _own(self, service: OrganizationService, api: AdministratorApi, account: str) -> Iterator[Step]:
        for region in self._regions(api):
            found = self._administrators(service, api, region)
            other = next((each for each in found if each != account), "")
            obstacle = f"{other} is it already; it is not replaced" if other and account not in found else ""
            where = f" in {region}" if api.type_name else ""
            yield Step(
                service.name,
                f"{account} is delegated administrator of {service.name}{where}",
                api.client,
                region,
                api.enable,
                {api.given: account},
                account in found,
                obstacle if api.type_name else "",
            )

    def _regions(self, api: AdministratorApi) -> tuple[str, ...]:
        if not api.type_name:
            return (self.home,)
        # Unknown counts as there: AWS says what is wrong better than silence does.
        return tuple(region for region in self.regions if is_available(api.type_name, region) is not False)

    def _administrators(self, service: OrganizationService, api: AdministratorApi, region: str) -> list[str]:
        if not api.read:
            return self._delegated(service.principals[0])
        return [each[api.account] for each in self.client(api.client, region).pages(api.read, api.items)]

    def carry_out(self, steps: Sequence[Step], say: Callable[[str], object]) -> int:
        """Make the calls that are not done, in order; gives how many."""
        made = 0
        for step in steps:
            if step.done or step.obstacle:
                continue
            self.client(step.client, step.region).call(step.operation, step.words, **step.members)
            say(f"done: {step.words}")
            made += 1
        return made


def services(names: Sequence[str]) -> tuple[OrganizationService, ...]:
    """The named services, all without names; BadInput for an unknown one."""
    known = {service.name: service for service in SERVICES}
    for name in names:
        if name not in known:
            raise BadInput(f"--service {name}", "there is no such service", f"There are {', '.join(known)}")
    return tuple(service for service in SERVICES if not names or service.name in names)

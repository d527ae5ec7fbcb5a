"""Delegated administrators that services make by calls of their own, and what those let happen to the organization's accounts.

One administrator for each service and Region, made by the management account; making the same one again is no error with GuardDuty,
Security Hub, Detective and Macie. Whether it is an account of the organization is not asked. What the administrator enables in accounts
is kept, and enables nothing here.

https://docs.aws.amazon.com/guardduty/latest/APIReference/API_EnableOrganizationAdminAccount.html
https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_EnableOrganizationAdminAccount.html
https://docs.aws.amazon.com/securityhub/latest/userguide/remove-admin-overview.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-securityhub-delegatedadmin.html
https://docs.aws.amazon.com/detective/latest/APIReference/API_EnableOrganizationAdminAccount.html
https://docs.aws.amazon.com/macie/latest/APIReference/admin.html
https://docs.aws.amazon.com/inspector/v2/APIReference/API_EnableDelegatedAdminAccount.html
https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_RegisterOrganizationDelegatedAdmin.html
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from generator.rehearsal.api_call import Answer, Call


@dataclass(frozen=True)
class Api:
    """How a service names the members of its calls; ``refusal`` is its code for what is not the caller's to do.

    ``trusted`` is its principal, if it names nobody before Organizations trusts it.
    """

    service: str
    given: str
    items: str
    account: str
    refusal: str
    trusted: str = ""

    def _management(self, call: Call) -> str:
        from botocore.exceptions import ClientError

        try:
            about = call.account.client("organizations").describe_organization()["Organization"]
        except ClientError as error:
            raise call.refuse(self.refusal, "The request failed because the account is in no organization.") from error
        return str(about["MasterAccountId"])

    def _store(self, call: Call) -> dict[str, Any]:
        place = call.account.owner.account_region(call.account.region, self._management(call))
        return place.store(f"organization administrator of {self.service}")

    def administrator(self, call: Call) -> str:
        """Who administers the service in the caller's organization and Region; empty where nobody does."""
        return str(self._store(call).get("account", ""))

    def _require_management(self, call: Call) -> str:
        management = self._management(call)
        if call.account.account_id != management:
            raise call.refuse(self.refusal, "The request failed because the caller is not the management account.")
        return management

    def enable(self, call: Call) -> Answer:
        """A member, while there is no other."""
        management, account = self._require_management(call), str(call.parameters[self.given])
        if account == management:
            raise call.refuse(self.refusal, "The management account cannot be the delegated administrator.")
        self._require_trust(call)
        if self.administrator(call) not in ("", account):
            raise call.refuse(self.refusal, "Another account is the delegated administrator.")
        self._store(call)["account"] = account
        return {}

    def _require_trust(self, call: Call) -> None:
        client = call.account.client("organizations")
        pages = client.get_paginator("list_aws_service_access_for_organization").paginate()
        listed = (each["ServicePrincipal"] for page in pages for each in page["EnabledServicePrincipals"])
        if self.trusted and self.trusted not in listed:
            raise call.refuse(self.refusal, f"Enable trusted access for {self.trusted} in Organizations first.")

    def disable(self, call: Call) -> Answer:
        """The one that there is, with what it said."""
        self._require_management(call)
        if not self.administrator(call):
            raise call.refuse(self.refusal, "There is no delegated administrator.")
        self._store(call).clear()
        return {}

    def list_all(self, call: Call) -> Answer:
        """The one, or none."""
        self._require_management(call)
        account = self.administrator(call)
        return {self.items: [{self.account: account}] if account else []}

    def describe(self, call: Call) -> Answer:
        """What the administrator said last."""
        self._require_administrator(call)
        found: Answer = self._store(call).get("configuration", self.nothing)
        return found

    def update(self, call: Call) -> Answer:
        """In the place of what was said before."""
        self._require_administrator(call)
        given = {name: value for name, value in call.parameters.items() if name != "DetectorId"}
        self._store(call)["configuration"] = {**self.nothing, **given}
        return {}

    @property
    def nothing(self) -> dict[str, Any]:
        """The configuration before the first call."""
        if self.service == "guardduty":
            return {"AutoEnableOrganizationMembers": "NONE", "MemberAccountLimitReached": False}
        if self.service == "inspector2":
            return {"autoEnable": {"ec2": False, "ecr": False}, "maxAccountLimitReached": False}
        return {"autoEnable": False, "maxAccountLimitReached": False}

    def _require_administrator(self, call: Call) -> None:
        if self.administrator(call) != call.account.account_id:
            raise call.refuse(self.refusal, "The caller is not the delegated administrator.")


def register_for_trails(call: Call) -> Answer:
    """Organizations keeps it."""
    organizations = call.account.client("organizations")
    organizations.register_delegated_administrator(
        AccountId=call.parameters["MemberAccountId"], ServicePrincipal="cloudtrail.amazonaws.com"
    )
    return {}


_LIST: Final = "ListOrganizationAdminAccounts"
_ENABLE: Final = "EnableOrganizationAdminAccount"
DETECTIVE: Final = Api("detective", "AccountId", "Administrators", "AccountId", "ValidationException")
"""Its calls are answered where its graphs are."""
SECURITY_HUB: Final = Api(
    "securityhub",
    "AdminAccountId",
    "AdminAccounts",
    "AccountId",
    "InvalidInputException",
    trusted="securityhub.amazonaws.com",
)
APIS: Final = {
    Api("guardduty", "AdminAccountId", "AdminAccounts", "AdminAccountId", "BadRequestException"): (_LIST, _ENABLE),
    SECURITY_HUB: (_LIST, _ENABLE),
    Api("macie2", "adminAccountId", "adminAccounts", "accountId", "ConflictException"): (_LIST, _ENABLE),
    Api("inspector2", "delegatedAdminAccountId", "delegatedAdminAccounts", "accountId", "ConflictException"): (
        "ListDelegatedAdminAccounts",
        "EnableDelegatedAdminAccount",
    ),
}
CONFIGURED: Final = frozenset({"guardduty", "macie2", "inspector2"})
"""The services whose configuration of the organization is kept here."""


def _doubles() -> dict[tuple[str, str], Callable[[Call], Answer]]:
    found: dict[tuple[str, str], Callable[[Call], Answer]] = {
        ("cloudtrail", "RegisterOrganizationDelegatedAdmin"): register_for_trails
    }
    for api, (listing, enabling) in APIS.items():
        found[api.service, listing], found[api.service, enabling] = api.list_all, api.enable
        if api.service in CONFIGURED:
            found[api.service, "DescribeOrganizationConfiguration"] = api.describe
            found[api.service, "UpdateOrganizationConfiguration"] = api.update
    return found


DOUBLES: Final = _doubles()

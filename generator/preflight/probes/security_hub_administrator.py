"""The delegated administrator of Security Hub CSPM in the Region, which the management account alone is told.

https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_ListOrganizationAdminAccounts.html
"""

from collections.abc import Iterator
from typing import Final

from generator.preflight.answers import NotThere
from generator.preflight.deciding import failing, once
from generator.preflight.finding import Finding
from generator.preflight.place import Place
from generator.preflight.probe import Probe

PARAMETER: Final = "SecurityHubAdministrator"
NOUN: Final = "administrator of Security Hub"
TYPE: Final = "AWS::SecurityHub::DelegatedAdmin"


def look(place: Place) -> Iterator[Finding]:
    absent = ("InvalidAccessException", "InvalidInputException")
    try:
        listed = place.call("securityhub", "ListOrganizationAdminAccounts", absent=absent)["AdminAccounts"]
    except NotThere as said:
        yield from failing(place, PARAMETER, NOUN, f"the management account alone names it: {said}", type_name=TYPE)
        return
    # CloudFormation names the Region with the account.
    found = [f"{each['AccountId']}/{place.region}" for each in listed]
    yield from once(place, PARAMETER, NOUN, found, type_name=TYPE)


PROBE = Probe(calls=("securityhub:ListOrganizationAdminAccounts",), decides=(PARAMETER,), look=look)

"""The delegated administrator of Detective in the Region, which the management account alone is told.

https://docs.aws.amazon.com/detective/latest/APIReference/API_ListOrganizationAdminAccounts.html
"""

from collections.abc import Iterator
from typing import Final

from generator.preflight.answers import NotThere
from generator.preflight.deciding import failing, once
from generator.preflight.finding import Finding
from generator.preflight.place import Place
from generator.preflight.probe import Probe

PARAMETER: Final = "DetectiveAdministrator"
NOUN: Final = "administrator of Detective"
TYPE: Final = "AWS::Detective::OrganizationAdmin"


def look(place: Place) -> Iterator[Finding]:
    try:
        answer = place.call("detective", "ListOrganizationAdminAccounts", absent=("ValidationException",))
    except NotThere as said:
        yield from failing(place, PARAMETER, NOUN, f"the management account alone names it: {said}", type_name=TYPE)
        return
    found = [each["AccountId"] for each in answer["Administrators"]]
    yield from once(place, PARAMETER, NOUN, found, type_name=TYPE)


PROBE = Probe(calls=("detective:ListOrganizationAdminAccounts",), decides=(PARAMETER,), look=look)

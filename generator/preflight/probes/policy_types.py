"""Types of policies of the Organization: AWS makes no policy of a type that its root has not enabled.

https://docs.aws.amazon.com/organizations/latest/userguide/enable-policy-type.html
"""

from collections.abc import Iterator
from typing import Final

from generator.preflight.answers import NotThere
from generator.preflight.finding import Finding, Level
from generator.preflight.place import Place
from generator.preflight.probe import Probe

NOUN: Final = "type of policies"
TYPE: Final = "AWS::Organizations::Policy"


def look(place: Place) -> Iterator[Finding]:
    wanted: dict[str, set[str]] = {}
    for launch in place.launches:
        for body in launch.of_type(TYPE).values():
            wanted.setdefault(body["Properties"]["Type"], set()).add(launch.article)
    if not wanted:
        return
    try:
        roots = place.call("organizations", "ListRoots", absent=("AWSOrganizationsNotInUseException",))["Roots"]
    except NotThere:
        articles = tuple(sorted(set().union(*wanted.values())))
        yield Finding(Level.FAILS, NOUN, f"the account is in no Organization: {', '.join(articles)}", articles)
        return
    enabled = {each["Type"] for root in roots for each in root["PolicyTypes"] if each["Status"] == "ENABLED"}
    for kind in sorted(wanted.keys() - enabled):
        text = f"{kind} is not enabled: baseline organization prepare --policy-type {kind}"
        yield Finding(Level.FAILS, NOUN, text, tuple(sorted(wanted[kind])))


PROBE = Probe(calls=("organizations:ListRoots",), types=(TYPE,), look=look, once=True)

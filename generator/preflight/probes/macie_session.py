"""Whether Macie is enabled in the Region.

https://docs.aws.amazon.com/macie/latest/APIReference/macie.html
"""

from collections.abc import Iterator

from generator.preflight.answers import NotThere
from generator.preflight.deciding import once
from generator.preflight.finding import Finding, Level
from generator.preflight.place import Place
from generator.preflight.probe import Probe

TYPE = "AWS::Macie::Session"


def look(place: Place) -> Iterator[Finding]:
    try:
        status = place.call("macie2", "GetMacieSession", absent=("Macie is not enabled", "ResourceNotFoundException"))
        found = [place.account]
    except NotThere:
        status, found = {}, []
    yield from once(place, "Macie", "Macie session", found, type_name=TYPE)
    if status.get("status") == "PAUSED":
        yield Finding(Level.NOTE, "Macie session", "it is paused and finds nothing: resume it in Macie")


PROBE = Probe(calls=("macie2:GetMacieSession",), decides=("Macie",), look=look)

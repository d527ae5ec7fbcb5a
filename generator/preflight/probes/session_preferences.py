"""Session Manager's preferences: a Region has one document of them, which acts on every instance.

https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-preferences-cli.html
"""

from collections.abc import Iterator
from typing import Final

from generator.preflight.answers import NotThere
from generator.preflight.finding import Finding, Level
from generator.preflight.launch import CREATE, EXISTING
from generator.preflight.place import Place
from generator.preflight.probe import Probe

PARAMETER: Final = "SessionManagerPreferences"
DOCUMENT: Final = "SSM-SessionManagerRunShell"


def look(place: Place) -> Iterator[Finding]:
    """EXISTING leaves all as it is, and stays where nothing is there: only a person chooses CREATE."""
    try:
        place.call("ssm", "DescribeDocument", Name=DOCUMENT, absent=("InvalidDocument",))
        there = True
    except NotThere:
        there = False
    for launch in place.asking(PARAMETER):
        value, text = launch.values[PARAMETER], f"{DOCUMENT} is {'there' if there else 'not there'}"
        if value == CREATE and there and DOCUMENT not in launch.owned.values():
            value = launch.values[PARAMETER] = EXISTING
        yield Finding(Level.DECIDED, "session preferences", text, (launch.article,), {PARAMETER: value})


PROBE = Probe(calls=("ssm:DescribeDocument",), decides=(PARAMETER,), look=look)

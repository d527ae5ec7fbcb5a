"""KMS keys that parameters name: one that is not there, or is to be deleted, fails the launch.

https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html
"""

from collections.abc import Iterator
from typing import Final

from generator.preflight.answers import NotThere
from generator.preflight.finding import Finding, Level
from generator.preflight.launch import CREATE, EXISTING
from generator.preflight.place import Place
from generator.preflight.probe import Probe

PARAMETERS: Final = ("TrailKey", "AlertTopicKey", "LogGroupKey", "NetworkKey")

DISABLED: Final = "DISABLED"


def look(place: Place) -> Iterator[Finding]:
    for parameter in PARAMETERS:
        for launch in place.asking(parameter):
            value, arn = launch.values[parameter], launch.values[f"{parameter}Arn"]
            if value == EXISTING and not arn:
                offered = launch.declared[parameter].get("AllowedValues", ())
                value = launch.values[parameter] = DISABLED if DISABLED in offered else CREATE
            text = f"{arn} is named" if value == EXISTING else "no key is named"
            yield Finding(Level.DECIDED, "key", text, (launch.article,), {parameter: value})
            if value == EXISTING:
                yield from _usable(place, f"{parameter}Arn", arn)


def _usable(place: Place, parameter: str, arn: str) -> Iterator[Finding]:
    _, _, _, region, account, _ = arn.split(":", 5)
    if account != place.account or region != place.region:
        yield Finding(Level.NOTE, "key", f"{arn} is of another account or Region, and is not looked at")
        return
    try:
        state = place.call("kms", "DescribeKey", KeyId=arn, absent=("NotFoundException",))["KeyMetadata"]["KeyState"]
    except NotThere:
        state = "not there"
    if state != "Enabled":
        yield Finding(Level.FAILS, "key", f"{arn} is {state}: name another in {parameter}")


PROBE = Probe(calls=("kms:DescribeKey",), decides=PARAMETERS, look=look)

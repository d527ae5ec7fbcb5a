"""Names of rules, documents and roles that our templates would give, and that are taken.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html
"""

from collections.abc import Iterator
from typing import Final

from generator.preflight.finding import Finding, Level
from generator.preflight.named import CALLS, names_of
from generator.preflight.place import Place
from generator.preflight.probe import Probe

KINDS: Final = {
    "AWS::Config::ConfigRule": ("rule", "ConfigRuleName"),
    "AWS::SSM::Document": ("document", "Name"),
    "AWS::IAM::Role": ("role", "RoleName"),
}
"""What a taken name stops: its noun, and the property that names it."""


def look(place: Place) -> Iterator[Finding]:
    for type_name, (noun, name_property) in KINDS.items():
        if any(launch.of_type(type_name) for launch in place.launches):
            yield from _taken(place, type_name, noun, name_property)


def _taken(place: Place, type_name: str, noun: str, name_property: str) -> Iterator[Finding]:
    there, makers = names_of(place, type_name), dict[str, str]()
    for launch in place.launches:
        for logical_id, name in launch.named(type_name, name_property).items():
            if name in makers:
                text = f"{makers[name]} and {launch.article} both make {name}: switch it off in one of them"
                yield Finding(Level.FAILS, noun, text, (launch.article,))
            elif name in there and launch.owned.get(logical_id) != name:
                text = f"{name} is taken: choose another NamePrefix, or delete that {noun}"
                yield Finding(Level.FAILS, noun, text, (launch.article,))
            makers.setdefault(name, launch.article)


PROBE = Probe(calls=CALLS, types=tuple(KINDS), look=look)

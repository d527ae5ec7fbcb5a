"""What the search of the home page looks in, and the values of its filters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from generator.catalogue.entries import DETECTS, Entry
from generator.catalogue.words import scope_words
from generator.knowledge.security_hub_severities import SEVERITIES

MODES = ("auto", "approve", "notify", DETECTS)
COSTS = ("free", "chosen", "use")


@dataclass(frozen=True)
class Row(Entry):
    """A control as a row that can be found; ``frameworks`` are words such as ``cis-5.0.0``."""

    search: str
    frameworks: str


def row(entry: Entry) -> Row:
    """The entry with everything by which somebody may look for it, in both languages and lower case."""
    control, ids = entry.control, entry.control.framework
    names = [
        control.identifier,
        control.rule_name,
        control.title.en,
        control.title.ja,
        control.runbook.name if control.runbook else "",
        *ids.security_hub,
        *(f"CIS {number}" for numbers in ids.cis.values() for number in numbers),
        *ids.trusted_advisor,
    ]
    kept = {field.name: getattr(entry, field.name) for field in fields(Entry)}
    return Row(
        **kept, search=" ".join(dict.fromkeys(filter(None, names))).lower(), frameworks=" ".join(_frameworks(entry))
    )


def _frameworks(entry: Entry) -> list[str]:
    ids = entry.control.framework
    found = [f"cis-{version}" for version in entry.cis]
    standards = {
        "security-hub": ids.security_hub,
        "trusted-advisor": ids.trusted_advisor,
        "anti-patterns": ids.anti_patterns,
    }
    return found + [name for name, numbers in standards.items() if numbers]


def facets(every: Sequence[Entry], said: Mapping[str, str], language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The filters: key of the words, then each value with its words."""
    versions = sorted({version for entry in every for version in entry.cis}, reverse=True)
    frameworks = [(f"cis-{version}", f"CIS {version}") for version in versions]
    frameworks += [("security-hub", "Security Hub"), ("trusted-advisor", "Trusted Advisor")]
    frameworks.append(("anti-patterns", said["anti_patterns"]))
    scopes = sorted({entry.control.scope for entry in every}, key=lambda scope: scope.name)
    return [
        ("framework", frameworks),
        ("service", [(each, each) for each in sorted({entry.service for entry in every})]),
        ("scope", [(scope.name, scope_words(scope, language)) for scope in scopes]),
        ("severity", [(each, said[f"sev_{each}"]) for each in SEVERITIES]),
        ("mode", [(each, said[f"mode_{each}"]) for each in MODES]),
        ("undo", [("yes", said["yes"]), ("no", said["no"])]),
        ("cost", [(each, said[f"cost_{each}"]) for each in COSTS]),
    ]

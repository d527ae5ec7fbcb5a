"""Remakes the data files of this room from moto, botocore, cfn-lint and documented.json.

``python -m generator.knowledge.refresh`` needs the development dependencies. The packages' data files are read, the
packages themselves are not imported. The same versions give the same bytes.
"""

import gzip
import json
import os
import re
import sys
import tempfile
from collections.abc import Iterable, Mapping
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from generator.knowledge.region_sentence import SourceChanged, region_codes

ROOM = Path(__file__).parent
# The partitions whose lists of resource types and managed rules are evidence of their own.
_DESCRIBED = ("aws", "aws-cn", "aws-us-gov")
# cfn-lint 1.58 accepts me-south-1 without a list of its types.
_WITHOUT_TYPES = frozenset({"me-south-1"})
_TRIGGER = re.compile(r"(Configuration changes(?: and Periodic)?|Periodic)(?: \(current status not checked, [^()]+\))?")


def data_files() -> dict[str, str]:
    """The name and text of each data file, made from the installed packages; SourceChanged if one is not as known."""
    documented = json.loads((ROOM / "documented.json").read_text("utf-8"))
    partitions = _partitions(documented)
    codes = {
        facts["name"]: code for name in _DESCRIBED for code, facts in partitions["partitions"][name]["regions"].items()
    }
    return {
        "partitions.json": json.dumps(partitions, indent=1, sort_keys=True) + "\n",
        "config_managed_rules.json": _rules_text(_managed_rules(documented, codes)),
        "resource_types.json": _types_text(_resource_types(sorted(codes.values()))),
    }


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Write each file whole or not at all: into a temporary file beside it, which then takes its place."""
    for name, text in files.items():
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=f".{name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
            Path(temporary).chmod(0o644)
            Path(temporary).replace(folder / name)
        except BaseException:
            Path(temporary).unlink()
            raise


def _partitions(documented: Mapping[str, Any]) -> dict[str, Any]:
    botocore = distribution("botocore")
    hosts = {name: found["host"] for name, found in documented["console_hosts"].items()}
    opt_in = dict.fromkeys(documented["opt_in"]["opt_in"], True)
    opt_in |= dict.fromkeys(documented["opt_in"]["enabled_by_default"], False)
    with_endpoints = {
        found["partition"]: set(found["regions"])
        for found in _read_json(botocore, "botocore/data/endpoints.json")["partitions"]
    }
    partitions = {}
    for found in _read_json(botocore, "botocore/data/partitions.json")["partitions"]:
        name = found["id"]
        # Outside aws there is nothing to opt in to. A name without an endpoint is no Region yet (see regions.py).
        flags = opt_in if name == "aws" else dict.fromkeys(with_endpoints.get(name, ()), False)
        if undocumented := with_endpoints.get(name, set()) ^ flags.keys():
            raise SourceChanged(f"documented.json and botocore disagree about the Regions {sorted(undocumented)}")
        partitions[name] = {
            "console_host": hosts.pop(name, None),
            "dns_suffix": found["outputs"]["dnsSuffix"],
            "regions": {code: {"name": found["regions"][code]["description"], "opt_in": flags[code]} for code in flags},
        }
    if hosts:
        raise SourceChanged(f"documented.json names partitions that botocore lacks: {sorted(hosts)}")
    return {"sources": _sources(botocore), "partitions": partitions}


def _managed_rules(documented: Mapping[str, Any], codes: Mapping[str, str]) -> dict[str, Any]:
    moto = distribution("moto")
    packed = _path(moto, "moto/config/resources/aws_managed_rules.json.gz").read_bytes()
    found = json.loads(gzip.decompress(packed))["ManagedRules"]
    names = documented["config_rule_names"]["names"]
    if unknown := names.keys() - found.keys():
        raise SourceChanged(f"documented.json names Config rules that moto lacks: {sorted(unknown)}")
    rules = {
        identifier: {
            "rule_name": names.get(identifier, identifier.lower().replace("_", "-")),
            "trigger": _trigger(facts["Trigger type"]),
            "resource_types": [each for each in re.split(r"\s*,\s*", facts.get("Resource Types", "").strip()) if each],
            "parameters": facts["Parameters"],
            "regions": _regions(facts["AWS Region"], codes),
        }
        for identifier, facts in found.items()
    }
    return {"sources": _sources(moto), "rules": rules}


def _trigger(sentence: str) -> str:
    match = _TRIGGER.fullmatch(sentence)
    if match is None:
        raise SourceChanged(f"no such trigger of a Config rule is known: {sentence!r}")
    return match[1]


def _regions(sentence: str, codes: Mapping[str, str]) -> dict[str, Any]:
    mode, listed = region_codes(sentence, codes)
    return {"mode": mode, "list": list(listed)} if listed else {"mode": mode}


def _resource_types(regions: list[str]) -> dict[str, Any]:
    cfn_lint = distribution("cfn-lint")
    providers = _path(cfn_lint, "cfnlint/data/schemas/providers")
    found = {path.stem: json.loads(path.read_text("utf-8")) for path in providers.glob("*.json")}
    known = {code: found[code].keys() for code in regions if code in found}
    copies = [code for code in known if code != "us-east-1" and found[code] == found["us-east-1"]]
    if copies or set(regions) - set(known) != _WITHOUT_TYPES:
        raise SourceChanged(f"cfn-lint has types of {sorted(known)}, of which {copies} only repeat us-east-1")
    by_regions: dict[tuple[str, ...], list[str]] = {}
    for type_name in sorted(set().union(*known.values())):
        by_regions.setdefault(tuple(code for code in known if type_name not in known[code]), []).append(type_name)
    groups = [_group(missing, types, list(known)) for missing, types in sorted(by_regions.items())]
    return {"sources": _sources(cfn_lint), "regions": list(known), "groups": groups}


def _group(missing: tuple[str, ...], types: list[str], known: list[str]) -> dict[str, Any]:
    """Types that the same Regions lack, with the shorter of two lists: Regions without, or Regions with them."""
    if len(missing) * 2 <= len(known):
        return {"mode": "except", "regions": list(missing), "types": types}
    return {"mode": "only", "regions": [code for code in known if code not in missing], "types": types}


def _rules_text(document: Mapping[str, Any]) -> str:
    """One rule in a line, so that a difference between two versions is readable."""
    rules = (f"{json.dumps(identifier)}:{_compact(rule)}" for identifier, rule in sorted(document["rules"].items()))
    return f'{{\n"sources":{_compact(document["sources"])},\n"rules":{{\n{_lines(rules)}\n}}\n}}\n'


def _types_text(document: Mapping[str, Any]) -> str:
    """One resource type in a line."""
    groups = (
        f'{{"mode":"{group["mode"]}","regions":{_compact(group["regions"])},"types":[\n'
        f"{_lines(map(json.dumps, group['types']))}\n]}}"
        for group in document["groups"]
    )
    head = f'"sources":{_compact(document["sources"])},\n"regions":{_compact(document["regions"])}'
    return f'{{\n{head},\n"groups":[\n{_lines(groups)}\n]\n}}\n'


def _lines(entries: Iterable[str]) -> str:
    return ",\n".join(entries)


def _compact(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def _sources(package: Distribution) -> dict[str, str]:
    return {package.name: package.version}


def _path(package: Distribution, name: str) -> Path:
    return Path(str(package.locate_file(name)))


def _read_json(package: Distribution, name: str) -> Any:
    return json.loads(_path(package, name).read_text("utf-8"))


def main() -> int:
    """Remake the data files in place and name those that changed; 2 if a source is missing or not as known."""
    try:
        made = data_files()
    except (SourceChanged, PackageNotFoundError) as error:
        print(f"refresh: {error}. Install the development dependencies of constraints.txt.", file=sys.stderr)
        return 2
    changed = {name: text for name, text in made.items() if _current(ROOM / name) != text}
    write(ROOM, changed)
    for name in made:
        print(f"{name}: {'remade' if name in changed else 'unchanged'}")
    return 0


def _current(path: Path) -> str | None:
    return path.read_text("utf-8") if path.exists() else None


if __name__ == "__main__":
    sys.exit(main())

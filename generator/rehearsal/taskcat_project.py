"""A small folder for taskcat: the templates, and a ``.taskcat.yml`` with one test per article.

https://aws-ia.github.io/taskcat/
"""

import shutil
from pathlib import Path
from typing import Any

import yaml

from generator import registry
from generator.rehearsal.article_run import is_regional
from generator.rehearsal.committed import committed_parameters, declared_parameters, template_text
from generator.template.parse import parse

ROLES = "service-linked-roles"
REGIONS = ("us-east-1", "eu-west-1")
"""The home Region, then another."""
TAKES_A_ROLE_AT_ONCE = ("AWS::EC2::FlowLog",)


def write_project(folder: Path) -> Path:
    """Write the folder anew and return its ``.taskcat.yml``; taskcat uploads all that is in it."""
    if folder.exists():
        shutil.rmtree(folder)
    (folder / "templates").mkdir(parents=True)
    for name in registry.articles():
        (folder / "templates" / f"{name}.yaml").write_text(template_text(name))
    path = folder / ".taskcat.yml"
    path.write_text(yaml.safe_dump(project(), sort_keys=False))
    return path


def project() -> dict[str, Any]:
    """The taskcat configuration; packaging of Lambda functions would need Docker, and there are none."""
    settings = {"name": "account-baseline", "package_lambda": False, "s3_enable_sig_v2": True, "regions": list(REGIONS)}
    return {"project": settings, "tests": {name: test(name) for name in registry.articles()}}


def test(name: str) -> dict[str, Any]:
    """The test of one article: in the home Region only, unless it is launched in every Region and these need not wait for it."""
    facts: dict[str, Any] = {"template": f"templates/{name}.yaml", "parameters": parameters(name)}
    return facts if is_regional(name) and not _waits_for_home(name) else {**facts, "regions": [REGIONS[0]]}


def _waits_for_home(name: str) -> bool:
    """Whether what it makes elsewhere looks for a role of the home Region at once: taskcat launches in both Regions together."""
    return any(body["Type"] in TAKES_A_ROLE_AT_ONCE for body in parse(template_text(name))["Resources"].values())


def parameters(name: str) -> dict[str, str]:
    """The committed parameters, with the home Region said.

    taskcat launches in both Regions at once: what a composed article makes in the home Region for the others is there before.
    """
    values = committed_parameters(name) | (
        {"HomeRegion": REGIONS[0]} if "HomeRegion" in declared_parameters(name) else {}
    )
    if made_before(name):
        values |= dict.fromkeys((each for each in values if each.startswith("ServiceLinkedRoleOf")), "EXISTING")
    return values


def made_before(name: str) -> list[str]:
    """The parts of a composed article that other Regions wait for, and that another stack makes first."""
    parts = [part.article for part in registry.articles()[name].composes]
    return [part for part in parts if part == ROLES]

"""For which Regions each written template is linted."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.build.outputs import template_path, with_wrappers
from generator.conformance_packs.launches import LAUNCHES, launches
from generator.conformance_packs.regions import packs
from generator.knowledge.regions import partition_of
from generator.lint.finding import Finding
from generator.lint.linter import findings
from generator.render import Template
from generator.render.stack_sets import FOLDER as STACK_SETS


def own_findings(root: Path, rendered: Mapping[str, Template], *, whole: bool) -> list[Finding]:
    """All findings in the articles' templates and their stack sets; ``whole`` adds the conformance packs and what launches them."""
    every = with_wrappers(rendered)
    linted = {template_path(root, name): _regions(name, template) for name, template in every.items()}
    if whole:
        linted |= {root / LAUNCHES / f"{name}.yaml": template.regions for name, template in launches().items()}
    return findings(linted, _packs(root) if whole else {})


def _regions(name: str, template: Template) -> Sequence[str]:
    """Those that have all types; of a stack set, whose only type is everywhere, one of each partition."""
    if not name.startswith(f"{STACK_SETS}/"):
        return template.regions
    # cfn-lint tries every Region in every Fn::Sub under every condition: minutes for a template with many of both.
    return tuple({partition_of(code).name: code for code in reversed(template.regions)}.values())


def _packs(root: Path) -> dict[Path, tuple[str, ...]]:
    """The conformance packs to lint: the others of a theme hold no rule that its first does not."""
    return {root / pack.path: pack.regions for pack in packs() if pack.name == pack.theme.name}

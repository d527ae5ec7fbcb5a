"""The files that a build writes, and how they differ from what is there."""

import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator import registry
from generator.build.forked import forked
from generator.build.readme import readmes
from generator.conformance_packs import regions as conformance_packs
from generator.conformance_packs.launches import LAUNCHES, launches
from generator.conformance_packs.pack import FOLDER as PACKS
from generator.lint.rule_texts import page
from generator.model import Parameter
from generator.render import Template, render
from generator.render.stack_sets import FOLDER as STACK_SETS
from generator.render.stack_sets import organization, wrappers

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = {
    "templates": "*.yaml",
    f"templates/{STACK_SETS}": "*.yaml",
    "parameters": "*.json",
    f"parameters/{STACK_SETS}": "*.json",
    PACKS: "**/*.*",
}


@dataclass(frozen=True)
class Difference:
    """A file that is not as the articles say; ``reason`` is ``missing``, ``out of date`` or ``of no article``."""

    path: Path
    reason: str


def templates(names: Sequence[str] = ()) -> dict[str, Template]:
    """The rendered articles, all or those named, by name; raises BadInput for the first that cannot be."""
    found = registry.articles()
    if names:
        return {name: render(name, found) for name in names}
    # The article that composes most takes about a quarter of the time.
    first, *rest = sorted(found, key=lambda name: -len(found[name].composes))
    there = [first, *rest[::3]]
    others = forked(lambda: [_facts(render(name, found)) for name in there])
    made = {name: render(name, found) for name in found if name not in there}
    made |= {name: Template(name, found[name], *facts) for name, facts in zip(there, others(), strict=True)}
    return {name: made[name] for name in found}


def _facts(template: Template) -> tuple[Mapping[str, Any], str, Mapping[str, Parameter]]:
    """What was rendered, without the article, which another process has itself."""
    return template.data, template.text, template.parameters


def outputs(root: Path, rendered: Mapping[str, Template], *, whole: bool) -> dict[Path, str]:
    """The text of every file of ``rendered`` articles and their wrappers; ``whole`` adds what is made from all articles together."""
    files: dict[Path, str] = {}
    for name, template in with_wrappers(rendered).items():
        files[template_path(root, name)] = template.text
        files[root / "parameters" / f"{name}.json"] = template.parameters_file
    return files | (_of_all(root, rendered) if whole else {})


def _of_all(root: Path, rendered: Mapping[str, Template]) -> dict[Path, str]:
    packs = {root / path: text for path, text in conformance_packs.files().items()}
    packs |= {root / LAUNCHES / f"{name}.yaml": template.text for name, template in launches().items()}
    return readmes(root, rendered) | packs | {root / "generator/lint/README.md": page()}


def with_wrappers(rendered: Mapping[str, Template]) -> dict[str, Template]:
    """The articles' templates and those of their stack sets: ``guardduty``, ``stack-sets/guardduty``, ``stack-sets/organization``."""
    made = {**rendered, **wrappers(rendered)}
    return (
        {**made, organization.NAME: organization.organization(rendered)} if organization.is_possible(rendered) else made
    )


def template_path(root: Path, name: str) -> Path:
    """Where a template stands, by its name: ``guardduty`` or ``stack-sets/guardduty``."""
    return root / "templates" / f"{name}.yaml"


def differences(root: Path, files: Mapping[Path, str]) -> list[Difference]:
    """What is missing, out of date, or of an article that is gone."""
    found = [Difference(path, "missing") for path in files if not path.exists()]
    found += [
        Difference(path, "out of date") for path, text in files.items() if path.exists() and path.read_text() != text
    ]
    found += [Difference(path, "of no article") for path in strays(root, files)]
    return sorted(found, key=lambda difference: difference.path)


def strays(root: Path, files: Mapping[Path, str]) -> list[Path]:
    """Files in the generated folders that no article makes."""
    there = [path for folder, pattern in FOLDERS.items() for path in (root / folder).glob(pattern)]
    return sorted(path for path in there if path not in files)


def written(files: Mapping[Path, str]) -> list[Path]:
    """Write what has changed, each file whole or not at all, and return it."""
    changed = [path for path, text in files.items() if not path.exists() or path.read_text() != text]
    for path in changed:
        replace(path, files[path])
    return changed


def replace(path: Path, text: str) -> None:
    """Put ``text`` in place of the file in one step, through a temporary file in its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise

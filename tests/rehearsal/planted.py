"""A copy of the committed templates and parameters, in which a test plants a fault."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.build.outputs import ROOT
from generator.rehearsal import committed


@dataclass(frozen=True)
class Copy:
    """The copy, which the rehearsal takes for the committed files."""

    root: Path

    def template(self, name: str) -> Path:
        """The template of an article."""
        return self.root / "templates" / f"{name}.yaml"

    def plant(self, name: str, old: str, new: str) -> None:
        """Replace the only ``old`` in a template."""
        text = self.template(name).read_text("utf-8")
        assert text.count(old) == 1, f"{text.count(old)} times in {name}: {old}"
        self.template(name).write_text(text.replace(old, new), "utf-8")


def copy(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Copy:
    """The committed files in ``folder``, read from there until the test ends."""
    for part in ("templates", "parameters"):
        shutil.copytree(ROOT / part, folder / part)
    monkeypatch.setattr(committed, "ROOT", folder)
    return Copy(folder)

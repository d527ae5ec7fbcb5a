"""What must hold before a commit is published, beside that it is one: built and linted."""

from collections.abc import Mapping
from pathlib import Path

from generator.build.linted import own_findings
from generator.build.outputs import differences, outputs, templates
from generator.model.errors import BadInput
from generator.render import Template


def require_ready(root: Path) -> Mapping[str, Template]:
    """The rendered articles; BadInput where the committed files are not what the articles say, or the linter finds something."""
    rendered = templates()
    _require_built(root, rendered)
    _require_linted(root, rendered)
    return rendered


def _require_built(root: Path, rendered: Mapping[str, Template]) -> None:
    stale = differences(root, outputs(root, rendered, whole=True))
    if stale:
        more = f", and {len(stale) - 1} more" if stale[1:] else ""
        where = str(stale[0].path.relative_to(root))
        raise BadInput(where, f"it is {stale[0].reason}{more}", "Run make build, and commit what it writes")


def _require_linted(root: Path, rendered: Mapping[str, Template]) -> None:
    found = own_findings(root, rendered, whole=True)
    if found:
        more = f", and {len(found) - 1} more" if found[1:] else ""
        raise BadInput(str(found[0]), f"a finding{more}", "Run baseline lint templates, and mend the articles")

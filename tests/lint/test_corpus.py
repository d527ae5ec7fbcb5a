"""Templates with one defect each; their first line says which rules must find it, cfn-lint's or ours."""

import re
from pathlib import Path

import pytest

from generator.lint.linter import Job, lint

CORPUS = sorted(Path(__file__).with_name("corpus").glob("*.yaml"))
ARGUMENTS = ("--include-checks", "I", "--regions", "us-east-1")


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_the_defect_is_found_by_whom_the_template_names(path: Path) -> None:
    first = path.read_text().splitlines()[0]
    wanted = re.fullmatch(r"# E-\d\d: (.+)\. Found by ([EWI]\d{4}(?:, [EWI]\d{4})*)\.", first)
    assert wanted, f"{path.name}: begin with '# E-07: what is wrong. Found by E9501, W3045.'"
    found = {finding.rule for finding in lint([Job(path, ARGUMENTS)], use_cache=False)}
    assert set(wanted[2].split(", ")) <= found, found

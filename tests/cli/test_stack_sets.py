import subprocess
import sys

import pytest
from click.testing import CliRunner

from generator.cli import main

HEAVY = ("boto3", "botocore", "moto", "troposphere", "rich", "cfnlint")


@pytest.mark.parametrize("command", [("stack-sets", "deploy"), ("organization", "prepare")])
def test_the_help_imports_nothing_heavy(command: tuple[str, ...]) -> None:
    asked = f"""
import sys
from generator.cli import main
try:
    main([*{command!r}, "--help"])
except SystemExit:
    pass
print([name for name in {HEAVY!r} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert "Usage:" in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_commands_are_listed_with_what_they_do() -> None:
    shown = CliRunner().invoke(main, ["stack-sets", "--help"]).output
    for name in ("plan", "deploy", "status", "remove"):
        assert f"  {name} " in shown
    assert "130" in shown


def test_options_take_lists_and_may_be_repeated() -> None:
    shown = CliRunner().invoke(main, ["stack-sets", "plan", "config", "--ou", "ou-a,bad", "--ou", "r-abcd"])
    assert shown.exit_code == 2
    assert shown.output.startswith("baseline: --ou ou-a: it is no id of an organizational unit")

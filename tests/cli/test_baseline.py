import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from click.testing import CliRunner, Result

from generator import registry
from generator.cli import COMMANDS, main
from generator.model import BadInput
from generator.render import render

BASE = "https://my-templates.s3.us-east-1.amazonaws.com/prefix"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, env={"BASELINE_TEMPLATE_BASE_URL": None})


@pytest.fixture
def no_articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    (tmp_path / "broken.py").write_text("NOTHING = 1\n")
    original = registry.articles
    monkeypatch.setattr(registry, "articles", lambda: original(tmp_path))
    yield tmp_path


@pytest.mark.parametrize("command", sorted(path.stem for path in COMMANDS.glob("[a-z]*.py")))
def test_every_command_is_listed_and_helps(command: str) -> None:
    name = command.replace("_", "-")
    assert name in run("--help").output
    assert run(name, "--help").exit_code == 0


def test_python_m_generator_is_the_same_command() -> None:
    done = subprocess.run([sys.executable, "-m", "generator", "list"], capture_output=True, text=True, check=True)
    assert done.stdout == run("list").output


def test_help_imports_nothing_heavy() -> None:
    code = "import sys, generator.cli as c\ntry: c.main(['--help'])\nexcept SystemExit: pass\nprint(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"troposphere", "awacs", "yaml", "jinja2", "boto3", "botocore", "moto", "cfnlint", "rich"}
    assert not heavy & set(done.stderr.split())


def test_list_json_tells_what_is_derived() -> None:
    facts = {each["name"]: each for each in json.loads(run("list", "--json").stdout)}
    assert facts.keys() == registry.articles().keys()
    trail = facts["cloudtrail"]
    assert trail["scope"] == "HOME"
    assert trail["requires"] == ["service-linked-roles"]
    assert trail["capabilities"] == ["CAPABILITY_IAM"]
    assert "MULTI_REGION_CLOUD_TRAIL_ENABLED" in trail["detected_by"]
    assert trail["undetected"] is None
    assert facts["directory-service"]["undetected"] == "AWS Config has no managed rule for a directory."
    assert {"Trail", "NamePrefix", "HomeRegion"} <= set(trail["parameters"])
    template = render("cloudtrail", registry.articles())
    assert (trail["resources"], trail["bytes"]) == (len(template.resources), len(template.text.encode()))
    assert {"us-east-1", "cn-north-1", "us-gov-west-1"} <= set(trail["regions"])


def test_show_prints_the_committed_yaml() -> None:
    assert run("show", "config").stdout == (outputs_root() / "templates" / "config.yaml").read_text()


def outputs_root() -> Path:
    return Path(__file__).resolve().parents[2]


def test_launch_url_carries_the_parameters() -> None:
    done = run(
        "launch-url", "cloudtrail", "--region", "eu-west-1", "--template-base-url", BASE, "--param", "TrailTopic=CREATE"
    )
    assert done.exit_code == 0
    host, query = done.stdout.strip().split("#/stacks/create/review?")
    assert host == "https://eu-west-1.console.aws.amazon.com/cloudformation/home?region=eu-west-1"
    assert parse_qs(query) == {
        "templateURL": [f"{BASE}/cloudtrail.yaml"],
        "stackName": ["CloudTrail"],
        "param_TrailTopic": ["CREATE"],
    }


@pytest.mark.parametrize(
    ("name", "stack", "told"),
    [
        ("stack-sets/access-keys", "StackSetsAccessKeys", {"param_TemplateBaseUrl": [BASE]}),
        ("conformance-packs/launch/account", "ConformancePacksLaunchAccount", {}),
    ],
)
def test_launch_url_makes_the_link_of_what_brings_articles_to_accounts(
    name: str, stack: str, told: dict[str, list[str]]
) -> None:
    done = run("launch-url", name, "--region", "us-east-1", "--template-base-url", f"{BASE}/")
    assert done.exit_code == 0, done.stderr
    _, query = done.stdout.strip().split("#/stacks/create/review?")
    assert parse_qs(query) == {"templateURL": [f"{BASE}/{name}.yaml"], "stackName": [stack], **told}


@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        ("stack-sets/accss-keys", "", "Did you mean access-keys?"),
        ("stack-sets/log-archive", "", "does not belong into every account"),
        ("elsewhere/access-keys", "", "stack-sets/organization"),
        ("stack-sets/access-keys", "CallAs=NOBODY", "SELF, DELEGATED_ADMIN"),
        ("stack-sets/access-keys", "HomeRegion=us-est-1", "us-east-1"),
    ],
)
def test_launch_url_refuses_what_no_stack_set_takes(name: str, given: str, words: str) -> None:
    more = ["--param", given] if given else []
    done = run("launch-url", name, "--region", "us-east-1", "--template-base-url", BASE, *more)
    assert (done.exit_code, done.stdout) == (2, "")
    assert words in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["show", "confg"], "Did you mean config?"),
        (["build", "confg"], "Did you mean config?"),
        (["launch-url", "config", "--region", "us-east-1"], "--template-base-url"),
        (["launch-url", "config", "--region", "us-est-1", "--template-base-url", BASE], "us-east-1"),
        (
            ["launch-url", "config", "--region", "us-east-1", "--template-base-url", BASE, "--param", "ConfigTopic"],
            "NAME=VALUE",
        ),
        (
            [
                "launch-url",
                "config",
                "--region",
                "us-east-1",
                "--template-base-url",
                BASE,
                "--param",
                "ConfigTopic=MAYBE",
            ],
            "ConfigTopic",
        ),
        (
            [
                "launch-url",
                "config",
                "--region",
                "us-east-1",
                "--template-base-url",
                BASE,
                "--param",
                "ConfigTopc=CREATE",
            ],
            "ConfigTopic",
        ),
        (["new-control", "ACCESS_KEYS_ROTATD"], "ACCESS_KEYS_ROTATED"),
        (["new-article", "My Article"], "lower case"),
        (["nonsense"], "No such command"),
    ],
)
def test_wrong_use_is_one_clear_line_and_status_2(arguments: list[str], words: str) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert words in done.stderr
    assert "Traceback" not in done.output


@pytest.mark.parametrize("command", ["build", "check", "list"])
def test_a_broken_article_ends_every_command_in_one_line(no_articles: Path, command: str) -> None:
    done = run(command)
    assert done.exit_code == 2
    assert "broken.py" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_fault_of_ours_is_not_hidden_as_bad_input(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(registry, "articles", fail)
    assert isinstance(run("list").exception, ZeroDivisionError)
    assert not isinstance(run("list").exception, BadInput)


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise ModuleNotFoundError("No module named 'moto'", name="moto")

    monkeypatch.setattr(registry, "articles", fail)
    done = run("list")
    assert done.exit_code == 2
    assert "account-baseline[rehearsal]" in done.stderr

import json
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result

from generator import registry
from generator.cli import main
from generator.rehearsal import control_run
from generator.rehearsal.committed import committed_parameters
from generator.rehearsal.scenario import Scenario, scenario_of
from tests.rehearsal.planted import Copy, copy

CONTROL = "VPC_DEFAULT_SECURITY_GROUP_CLOSED"


@pytest.fixture
def committed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Copy:
    return copy(tmp_path, monkeypatch)


@pytest.fixture
def one_case(monkeypatch: pytest.MonkeyPatch) -> None:
    cases = [case for case in scenario_of(CONTROL).cases if case.name == "rules of every kind"]
    monkeypatch.setattr(control_run, "scenario_of", lambda _: Scenario(tuple(cases)))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["rehearse", *arguments])


def refused(*arguments: str) -> str:
    done = run(*arguments)
    assert done.exit_code == 2, done.output
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    return line


def test_one_article_is_told_resource_by_resource_after_what_it_requires() -> None:
    done = run("config")
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "service-linked-roles in us-east-1"
    made = [line.split()[1:3] for line in lines if line.startswith("  CREATE_COMPLETE")]
    assert ["AWS::Config::DeliveryChannel", "ConfigDeliveryChannel"] in made
    assert "config in us-east-1: CREATE_COMPLETE, 4 resources" in lines
    assert any(line.startswith("  ConfigBucketNameInUse = config-s3forconfig-") for line in lines)
    assert lines[-1] == "  kept after deletion: S3ForConfig"
    assert done.stderr == ""


def test_json_is_all_that_is_printed_and_tells_every_stack() -> None:
    done = run("default-security-group", "--region", "us-east-1", "--region", "eu-west-1", "--json")
    assert done.exit_code == 0
    assert done.stderr == ""
    stacks = json.loads(done.stdout)["stacks"]
    assert [(stack["article"], stack["region"]) for stack in stacks] == [
        ("service-linked-roles", "us-east-1"),
        ("config", "us-east-1"),
        ("default-security-group", "us-east-1"),
        ("config", "eu-west-1"),
        ("default-security-group", "eu-west-1"),
    ]
    assert all(stack["status"] == "CREATE_COMPLETE" for stack in stacks)
    assert all(stack["after_delete"] == "DELETE_COMPLETE" for stack in stacks)
    assert stacks[1].keys() == {
        "article",
        "region",
        "status",
        "resources",
        "outputs",
        "after_delete",
        "retained",
    }
    assert stacks[1]["retained"] == ["S3ForConfig"]
    kinds = [[made["type"] for made in stack["resources"]] for stack in stacks]
    assert "AWS::IAM::Role" in kinds[2]
    assert "AWS::IAM::Role" not in kinds[4]
    assert all(made.keys() == {"logical_id", "type", "physical_id"} for made in stacks[4]["resources"])


def test_without_names_every_article_is_deployed() -> None:
    done = run("--json")
    assert done.exit_code == 0
    assert {stack["article"] for stack in json.loads(done.stdout)["stacks"]} == set(registry.articles())


def test_given_parameters_replace_the_committed_ones(tmp_path: Path) -> None:
    values = committed_parameters("private-bucket") | {"PrivateBucketName": "given-name"}
    path = tmp_path / "given.json"
    for text in (
        json.dumps({"Parameters": values}),
        json.dumps(values),
        json.dumps([{"ParameterKey": key, "ParameterValue": value} for key, value in values.items()]),
    ):
        path.write_text(text)
        done = run("private-bucket", "--parameters", str(path))
        assert "  PrivateBucketNameInUse = given-name" in done.stdout.splitlines()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            '{"Parameters": {"PrivateBuketName": "a"}}',
            "PrivateBuketName: the template has no such parameter. Did you mean",
        ),
        ("{", "it cannot be read as JSON"),
        ("[1]", "it is no map of parameters to values"),
        ('{"Parameters": []}', "it is no map of parameters to values"),
        ('{"PrivateBucketName": true}', "PrivateBucketName: true is neither a text nor a number"),
        ('[{"ParameterKey": "PrivateBucketName", "UsePreviousValue": true}]', "null is neither a text nor a number"),
    ],
)
def test_a_parameters_file_that_cannot_be_used_is_one_line(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "given.json"
    path.write_text(text)
    line = refused("private-bucket", "--parameters", str(path))
    assert words in line
    assert str(path) in line


def test_a_parameters_file_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    assert "nothing.json" in refused("private-bucket", "--parameters", str(tmp_path / "nothing.json"))


def test_a_missing_key_is_named(committed: Copy) -> None:
    committed.plant("private-bucket", "    Description: Name of the bucket. Empty lets CloudFormation give one.\n", "")
    text = committed.template("private-bucket").read_text()
    name, default = "  PrivateBucketName:\n    Type: String\n", "    Default: ''\n"
    committed.plant("private-bucket", name + default, name)
    assert text.count(name + default) == 1
    given = committed.root / "given.json"
    given.write_text('{"Parameters": {"PrivateBucketVersioning": "Enabled"}}')
    line = refused("private-bucket", "--parameters", str(given))
    assert "given.json: PrivateBucketName: the template demands a value" in line


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["confg"], "Did you mean config?"),
        (["confg", "--parameters", "x.json"], "Did you mean config?"),
        (["config", "cloudtrail", "--parameters", "x.json"], "a parameters file is for one article"),
        (["--parameters", "x.json"], "a parameters file is for one article"),
        (["config", "--region", "us-est-1"], "us-est-1"),
        (["config", "--region", "us-east-1", "--region", "cn-north-1"], "no account has Regions of aws and aws-cn"),
        (["--control", "VPC_DEFAULT_SECURITY_GROUP_CLOSE"], f"Did you mean {CONTROL}?"),
        (["--control", "NONSENSE"], "NONSENSE: there is no such control"),
        (["config", "--control", CONTROL], "Leave out ARTICLE and --parameters"),
        (["--control", CONTROL, "--region", "us-east-1", "--region", "eu-west-1"], "Give one --region"),
        (["--control", CONTROL, "--region", "mx-central-1"], "the template makes no remediation there"),
    ],
)
def test_wrong_use_is_one_line(arguments: list[str], words: str) -> None:
    assert words in refused(*arguments)


def test_a_control_without_a_runbook_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "controls", lambda: {"ONLY_DETECTS": SimpleNamespace(runbook=None)})
    assert "ONLY_DETECTS: the control has no runbook: it only detects" in refused("--control", "ONLY_DETECTS")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: [", "it is no CloudFormation template: Template format error: YAML not well-formed"),
        ("- a", "it is no CloudFormation template: Template format error: unsupported structure"),
        ("AWSTemplateFormatVersion: '2010-09-09'", "it has no Resources"),
        ("\x00", "it is no CloudFormation template"),
    ],
)
def test_a_template_that_is_not_cloudformation_is_one_line(committed: Copy, text: str, words: str) -> None:
    committed.template("private-bucket").write_text(text)
    line = refused("private-bucket")
    assert line.startswith("baseline: templates/private-bucket.yaml: ")
    assert words in line


def test_a_template_that_is_not_there_is_one_line(committed: Copy) -> None:
    committed.template("private-bucket").unlink()
    assert "templates/private-bucket.yaml: the template is not there. Run make build." in refused("private-bucket")


def test_a_stack_that_fails_ends_with_status_1_and_its_events(committed: Copy) -> None:
    committed.plant("config", "!Select [0, [!Ref S3ForConfig, !Ref S3BucketPolicyForConfig]]", "!Ref S3ForConfig")
    done = run("config")
    assert done.exit_code == 1
    lines = done.stdout.splitlines()
    summary = lines.index("config in us-east-1: ROLLBACK_COMPLETE, 1 resources")
    events = [line.split()[0] for line in lines[summary + 1 :] if not line.startswith("  kept")]
    assert events[0] == "CREATE_IN_PROGRESS"
    assert {"CREATE_FAILED", "ROLLBACK_IN_PROGRESS", "ROLLBACK_COMPLETE"} <= set(events)
    assert any("CREATE_FAILED" in line and "Insufficient delivery policy" in line for line in lines[:summary])
    stacks = json.loads(run("config", "--json").stdout)["stacks"]
    assert stacks[1]["status"] == "ROLLBACK_COMPLETE"
    assert any("Insufficient delivery policy" in event for event in stacks[1]["events"])


def test_a_template_that_aws_would_refuse_ends_with_status_1_and_the_reason(committed: Copy) -> None:
    committed.plant("private-bucket", "    Type: AWS::S3::BucketPolicy", "    Type: AWS::S3::BucketPolcy")
    done = run("private-bucket")
    assert done.exit_code == 1
    lines = done.stdout.splitlines()
    assert lines[0] == "private-bucket in us-east-1: REFUSED, 0 resources"
    assert "AWS::S3::BucketPolcy (resource S3BucketPolicyForData)" in lines[1]


def test_a_control_is_told_step_by_step(one_case: None) -> None:
    done = run("--control", CONTROL)
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0] == f"{CONTROL} of default-security-group in us-east-1"
    assert lines[-1] == "  green"
    assert "    RevokeIngress: ec2:RevokeSecurityGroupIngress" in lines
    assert sum(line.endswith(("preview: Success PREVIEW", "restore: Success RESTORED")) for line in lines) == 2
    assert sum(line.startswith("    before ") for line in lines) == 2


def test_a_control_whose_role_lacks_an_action_ends_with_status_1(committed: Copy, one_case: None) -> None:
    committed.plant("default-security-group", "- ec2:RevokeSecurityGroupEgress\n", "- ec2:DescribeVpcs\n")
    done = run("--control", CONTROL, "--json")
    assert done.exit_code == 1
    facts = json.loads(done.stdout)
    assert facts["green"] is False
    complaints = [phase["complaint"] for phase in facts["phases"] if phase["complaint"]]
    assert all("step RevokeEgress: " in each and "ec2:RevokeSecurityGroupEgress" in each for each in complaints)
    assert complaints


def test_a_document_that_is_no_automation_document_is_one_line(committed: Copy) -> None:
    committed.plant("default-security-group", "        schemaVersion: '0.3'\n", "        schemaVersion: '2.2'\n")
    assert "not an Automation document: schemaVersion is '2.2'" in refused("--control", CONTROL)


def test_all_controls_are_told_in_one_line_each(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = ["EC2_EBS_ENCRYPTION_BY_DEFAULT", "EBS_SNAPSHOT_BLOCK_PUBLIC_ACCESS"]
    found, rehearse = registry.controls(), control_run.rehearse_controls
    monkeypatch.setattr(registry, "controls", lambda: {identifier: found[identifier] for identifier in chosen})
    # What the processes of their own report is told in both ways.
    kept = cache(lambda *given: rehearse([*given[:-1]], given[-1]))
    monkeypatch.setattr(control_run, "rehearse_controls", lambda identifiers, region: kept(*identifiers, region))
    done = run("--all-controls")
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert [line.partition(",")[0] for line in lines[:2]] == [f"{identifier}: green" for identifier in chosen]
    assert lines[-1] == "2 green, 0 red"
    assert {each["identifier"] for each in json.loads(run("--all-controls", "--json").stdout)["controls"]} == set(
        chosen
    )

from pathlib import Path

import pytest
import yaml

from generator import registry
from generator.build.outputs import ROOT
from generator.rehearsal import deploy_test
from generator.rehearsal.article_run import is_regional
from generator.rehearsal.committed import declared_parameters, template_text
from generator.rehearsal.taskcat_project import REGIONS, project, write_project


def test_there_is_one_test_per_article_in_its_regions() -> None:
    configuration = project()
    assert configuration["tests"].keys() == registry.articles().keys()
    assert configuration["project"]["regions"] == list(REGIONS) == ["us-east-1", "eu-west-1"]
    for name, test in configuration["tests"].items():
        assert test["template"] == f"templates/{name}.yaml"
        everywhere = is_regional(name) and "Type: AWS::EC2::FlowLog" not in template_text(name)
        assert test.get("regions") == (None if everywhere else ["us-east-1"])
        assert test["parameters"].get("HomeRegion") == (
            "us-east-1" if "HomeRegion" in declared_parameters(name) else None
        )
        assert test["parameters"].keys() == declared_parameters(name).keys()


def test_the_folder_holds_the_templates_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "taskcat"
    (folder / "templates").mkdir(parents=True)
    (folder / "templates" / "of-yesterday.yaml").write_text("Resources: {}\n")
    path = write_project(folder)
    assert path == folder / ".taskcat.yml"
    assert yaml.safe_load(path.read_text()) == project()
    files = {str(each.relative_to(folder)) for each in folder.rglob("*") if each.is_file()}
    assert files == {".taskcat.yml", *(f"templates/{name}.yaml" for name in registry.articles())}
    assert (folder / "templates" / "config.yaml").read_text() == template_text("config")


def test_an_unknown_article_ends_with_status_2_in_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = tmp_path / "python"
    python.touch()
    monkeypatch.setattr(deploy_test, "TASKCAT", python)
    assert deploy_test.main(["confg"]) == 2
    assert capsys.readouterr().err == "deploy-test: confg: there is no such article. Did you mean config?\n"


def test_without_taskcat_it_says_how_to_get_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deploy_test, "TASKCAT", ROOT / "nowhere" / "python")
    assert deploy_test.main([]) == 2
    assert capsys.readouterr().err == "deploy-test: nowhere/python: taskcat is not installed. Run make deploy-test.\n"

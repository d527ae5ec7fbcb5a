from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from tests.publish.small_release import made
from tests.publish.test_download import Site, served


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["download", *arguments])


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BASELINE_TEMPLATE_BASE_URL", raising=False)
    return tmp_path


def test_a_release_is_fetched_into_a_folder_of_its_name(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {f"1.2.3/{path}": content for path, content in made().objects.items()}
    with served(Site(files)) as site:
        monkeypatch.setenv("BASELINE_TEMPLATE_BASE_URL", f"{site.url}/1.2.3/templates")
        done = run()
        assert done.exit_code == 0, done.output
        assert done.stdout == "account-baseline-1.2.3: 3 files of 1.2.3 (commit 012345678901), verified\n"
        assert (elsewhere / "account-baseline-1.2.3/templates/config.yaml").read_bytes() == b"Resources: {}\n"
        again = run()
        assert again.exit_code == 2
        assert again.stderr.startswith("baseline: --to account-baseline-1.2.3: it is there already.")
        assert run("--all", "--to", "all").stdout.startswith("all: 5 files of 1.2.3")
        sha = run("--to", "other", "--manifest-sha256", "0" * 64)
        assert (sha.exit_code, (elsewhere / "other").exists()) == (2, False)


def test_without_a_url_it_says_what_is_missing() -> None:
    done = run()
    assert done.exit_code == 2
    assert done.stderr.startswith("baseline: download: nobody said where the templates are published. Give --template-")

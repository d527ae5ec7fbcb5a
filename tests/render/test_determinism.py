import json
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
RENDER = f"""
import hashlib, json, sys
sys.path.insert(0, {str(PROJECT)!r})
from generator import registry
from generator.render import render
articles = registry.articles()
texts = {{name: [render(name, articles).text, render(name, articles).parameters_file] for name in articles}}
print(json.dumps({{name: hashlib.sha256(repr(text).encode()).hexdigest() for name, text in texts.items()}}))
"""


def start(seed: str, folder: Path) -> "subprocess.Popen[str]":
    environment = {"PYTHONHASHSEED": seed, "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.Popen(
        [sys.executable, "-c", RENDER], env=environment, cwd=folder, stdout=subprocess.PIPE, text=True
    )


@pytest.fixture(scope="module")
def sums(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    folders = [PROJECT, tmp_path_factory.mktemp("elsewhere"), Path("/"), PROJECT / "generator"]
    runs = [start(seed, folder) for seed, folder in zip(("0", "1", "2718", "4294967295"), folders, strict=True)]
    outputs = [run.communicate()[0] for run in runs]
    assert [run.returncode for run in runs] == [0] * len(runs)
    return [json.loads(output) for output in outputs]


def test_every_hash_seed_and_working_folder_gives_the_same_bytes(sums: list[dict[str, str]]) -> None:
    assert len(sums[0]) >= 7
    assert all(other == sums[0] for other in sums)


def test_rendering_twice_and_composing_in_between_gives_the_same_bytes() -> None:
    from generator import registry
    from generator.render import render

    articles = registry.articles()
    first = {name: render(name, articles).text for name in articles}
    again = {name: render(name, articles).text for name in reversed(list(articles))}
    assert first == again

"""The parameter values of a stack set: the file's, what the set has, the home Region, the template's defaults."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from generator.model import BadInput
from generator.rehearsal.committed import read_parameters
from generator.stack_sets.definition import Definition

HOME_REGION: Final = "HomeRegion"
HIDDEN: Final = "****"


def given_parameters(path: Path | None, articles: Sequence[Definition]) -> dict[str, dict[str, str]]:
    """What the files say, by article: one file for one article, or a folder with ``<article>.json`` for some of them."""
    if path is None:
        return {}
    if path.is_dir():
        files = {about.article: path / f"{about.article}.json" for about in articles}
        return {
            about.article: read_parameters(files[about.article], about.template.parameters)
            for about in articles
            if files[about.article].exists()
        }
    if len(articles) != 1:
        raise BadInput("--parameters", "a parameters file is for one article", "Name a folder of <article>.json files")
    return {articles[0].article: read_parameters(path, articles[0].template.parameters)}


def parameters(
    about: Definition, given: Mapping[str, str], stored: Mapping[str, str] | None, home: str
) -> dict[str, str]:
    """Every parameter's value; BadInput for one that nobody gave.

    What is not given keeps the value that the stack set has, as with ``aws cloudformation deploy``. A hidden value cannot be read
    back: it is given again, or stays as AWS has it.
    """
    values: dict[str, str] = {}
    for name, default in about.defaults.items():
        if name in given:
            values[name] = given[name]
        elif stored is not None and name in stored:
            values[name] = HIDDEN if name in about.hidden else stored[name]
        elif name == HOME_REGION:
            values[name] = home
        elif default is None:
            remedy = f"Give it in a file: --parameters parameters/{about.article}.json"
            raise BadInput(f"{about.article}: {name}", "the template demands a value", remedy)
        else:
            values[name] = default
    return values


def request(about: Definition, values: Mapping[str, str], given: Mapping[str, str]) -> list[dict[str, object]]:
    """``Parameters`` of an API call."""
    return [
        {"ParameterKey": name, "UsePreviousValue": True}
        if name in about.hidden and name not in given and value == HIDDEN
        else {"ParameterKey": name, "ParameterValue": value}
        for name, value in values.items()
    ]

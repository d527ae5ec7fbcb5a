"""Parameters files against the template beside them, in the formats of the AWS CLI and of CodePipeline.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/continuous-delivery-codepipeline-cfn-artifacts.html
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from generator.lint.finding import Finding
from generator.lint.inputs import SUFFIXES
from generator.template.parameters import fault

SOURCE: Final = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html"
UNDECODED, UNKNOWN, MISSING, REFUSED = "E9900", "E9901", "E9902", "E9903"
TITLES: Final = {
    UNDECODED: "A parameters file is JSON of a known format, and its template is beside it",
    UNKNOWN: "A parameters file names parameters of its template",
    MISSING: "A parameters file has every parameter that has no default",
    REFUSED: "A parameters file holds values that the template allows",
}


def findings_of(path: Path) -> list[Finding]:
    """All findings in a parameters file; its template is ``templates/<name>`` or ``<name>`` with another suffix."""
    from cfnlint.decode import decode

    found = _template_of(path)
    if found is None:
        words = f"no template {path.stem}.yaml stands beside the file or in ../templates; put them side by side"
        return [_finding(path, 1, UNDECODED, words)]
    template, faults = decode(str(found))
    if faults or not isinstance(template, dict):
        return []  # the template's own findings say why
    try:
        json.loads(path.read_text("utf-8"))
    except json.JSONDecodeError as error:
        return [_finding(path, error.lineno, UNDECODED, f"this is no JSON: {error.msg}; mend it")]
    content, _ = decode(str(path))  # with the lines of its keys
    declared = template.get("Parameters", {})
    return list(_faults(path, _given(content), declared if isinstance(declared, dict) else {}))


def _template_of(path: Path) -> Path | None:
    stems = (path.stem, path.stem.removesuffix(".parameters").removesuffix("-parameters"))
    folders = (path.parent, path.parent.parent / "templates")
    places = [folder / f"{stem}{suffix}" for stem in stems for folder in folders for suffix in SUFFIXES]
    return next((place for place in places if place != path and place.is_file()), None)


def _given(content: Any) -> dict[str, tuple[Any, int]]:
    """Every key with its value and line."""
    if isinstance(content, list):
        return {each["ParameterKey"]: (each.get("ParameterValue"), _line(each["ParameterKey"])) for each in content}
    return {name: (value, _line(name)) for name, value in content["Parameters"].items()}


def _line(node: Any) -> int:
    mark = getattr(node, "start_mark", None)
    return mark.line + 1 if mark is not None else 1


def _faults(path: Path, given: Mapping[str, tuple[Any, int]], declared: Mapping[str, Any]) -> Iterator[Finding]:
    for name, (value, line) in given.items():
        declaration = declared.get(name)
        if declaration is None:
            yield _finding(path, line, UNKNOWN, f"the template has no parameter {name}; leave it out")
        elif isinstance(declaration, dict) and "Type" in declaration:
            problem = fault(name, declaration, value)
            if problem:
                yield _finding(path, line, REFUSED, problem)
    for name, declaration in declared.items():
        if name not in given and isinstance(declaration, dict) and "Default" not in declaration:
            yield _finding(path, 1, MISSING, f"the parameter {name} has no default and no value here; give it one")


def _finding(path: Path, line: int, rule: str, message: str) -> Finding:
    return Finding(str(path), line, 1, line, 2, rule, message, TITLES[rule], TITLES[rule], SOURCE)

"""What decides about findings beside the template and the rules: the arguments, .cfnlintrc, and the files that they name.

https://github.com/aws-cloudformation/cfn-lint#configuration
"""

import hashlib
import os
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

RULES: Final = Path(__file__).parent / "rules"
DECIDES: Final = (
    "regions",
    "include_checks",
    "ignore_checks",
    "mandatory_checks",
    "include_experimental",
    "configure_rules",
    "ignore_bad_template",
    "parameters",
)
NAMES_FILES: Final = ("append_rules", "custom_rules", "override_spec", "registry_schemas")


def configuration(arguments: Sequence[str], paths: Sequence[str]) -> Any:
    """cfn-lint's configuration of these arguments and of .cfnlintrc, with our rules beside its own."""
    from cfnlint.config import ConfigMixIn

    # Without a template, cfn-lint would look for those of .cfnlintrc.
    return ConfigMixIn([*arguments, "--append-rules", str(RULES), "--template", *(paths or [os.devnull])])


@cache
def settings(arguments: tuple[str, ...]) -> tuple[str, ...]:
    """The settings that these arguments and .cfnlintrc come to, as text; for the key of the cache."""
    config = configuration(arguments, ())
    facts = [f"{name} {getattr(config, name, None)!r}" for name in DECIDES]
    for name in NAMES_FILES:
        for path in _paths(getattr(config, name, None)):
            facts += [f"{name} {each} {hashlib.sha256(each.read_bytes()).hexdigest()}" for each in _files(path)]
    return tuple(facts)


def _paths(value: Any) -> list[Path]:
    given = value if isinstance(value, list) else [value]
    return [Path(each) for each in given if isinstance(each, str) and Path(each).resolve() != RULES.resolve()]


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from sorted(each for each in path.rglob("*") if each.is_file() and each.suffix in (".py", ".json"))
    elif path.is_file():
        yield path

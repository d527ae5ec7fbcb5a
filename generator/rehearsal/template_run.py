"""A template in a file, such as a composed one, deployed into the strict account and deleted again."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from generator.model import BadInput
from generator.rehearsal.account import StrictAccount
from generator.rehearsal.article_run import OnStackEvent, StackRun, groups, is_regional, launch, launch_text
from generator.template.errors import RequestRefused
from generator.template.parse import parse

RULE: Final = "AWS::Config::ConfigRule"
RECORDER: Final = "AWS::Config::ConfigurationRecorder"


def rehearse_template(
    path: Path,
    regions: Sequence[str] = ("us-east-1",),
    given: Mapping[str, str] | None = None,
    on_event: OnStackEvent | None = None,
) -> list[StackRun]:
    """Deploy the template in ``regions`` (the home Region first) and delete it, after the article ``config`` where its rules need one.

    Raises BadInput where the file cannot be read or is no template.
    """
    text = _text(path)
    types = {body.get("Type") for body in parse(text)["Resources"].values() if isinstance(body, Mapping)}
    needed = groups(["config"])[0] if RULE in types and RECORDER not in types else []
    runs: list[StackRun] = []
    with StrictAccount(region=regions[0]) as account:
        for region in regions:
            for name in needed:
                if region == regions[0] or is_regional(name):
                    runs.append(launch(account, name, region, regions, on_event=on_event))
            values = dict(given or {})
            if len(regions) > 1 and "HomeRegion" in declared(path):
                values.setdefault("HomeRegion", regions[0])
            runs.append(launch_text(account, path.stem, text, region, values, on_event))
        for run in reversed(runs):
            if run.stack is not None and run.stack.live:
                account.delete_stack(run.stack.stack_id, region=run.region)
    return runs


def declared(path: Path) -> Mapping[str, object]:
    """The Parameters section of the template in the file; raises BadInput like :func:`rehearse_template`."""
    found = parse(_text(path)).get("Parameters", {})
    return found if isinstance(found, Mapping) else {}


def _text(path: Path) -> str:
    try:
        text = path.read_text("utf-8")
        resources = parse(text).get("Resources")
    except (OSError, UnicodeDecodeError, RequestRefused) as error:
        problem = error.message if isinstance(error, RequestRefused) else "it cannot be read"
        raise BadInput(str(path), problem.removesuffix("."), "Name a CloudFormation template") from error
    if not isinstance(resources, Mapping):
        raise BadInput(str(path), "it is no CloudFormation template: it has no Resources", "Name one that is")
    return text

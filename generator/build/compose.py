"""A template of just the controls that somebody wants."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from generator import registry
from generator.blocks.account_setting import account_settings
from generator.blocks.config_control import config_controls
from generator.blocks.control_notifications import control_notifications
from generator.blocks.deployment import deployment, name_prefix
from generator.model import Article, BadInput, Control, Element, Scope, Text
from generator.render import Template, rendered

MOST_RUNBOOKS = 25
"""In one stack: Systems Manager throttles CreateDocument."""


def compose(identifiers: Sequence[str], name: str = "composed-controls") -> Template:
    """The controls in the order in which they are named; raises BadInput for an unknown one, one named twice, and too many."""
    command = f"baseline compose {' '.join(identifiers)}"
    controls = [_control(identifier, command) for identifier in identifiers]
    twice = {each.identifier for each in controls if controls.count(each) > 1}
    if twice:
        raise BadInput(command, f"{', '.join(sorted(twice))} is named twice", "Name it once")
    runbooks = sum(control.runbook is not None for control in controls)
    if runbooks > MOST_RUNBOOKS:
        raise BadInput(
            command, f"{runbooks} runbooks are more than a stack should make ({MOST_RUNBOOKS})", "Compose two templates"
        )
    header = (f"Composed by `{command}`.", "Launch it after AWS Config records (templates/config.yaml).")
    return rendered(name, _article(controls), {}, command, header)


def _control(identifier: str, command: str) -> Control:
    found = registry.controls()
    wanted = identifier.upper().replace("-", "_")
    if wanted not in found:
        close = get_close_matches(wanted, found, 1)
        raise BadInput(
            f"{command}: {identifier}",
            "there is no such control",
            f"Did you mean {close[0]}?" if close else "See baseline list",
        )
    return found[wanted]


def _article(controls: Sequence[Control]) -> Article:
    def elements() -> Iterator[Element]:
        yield from config_controls(*(control for control in controls if not control.scheduled))
        yield from account_settings(*(control for control in controls if control.scheduled))
        yield from control_notifications("Composed", *controls)
        yield from deployment() if asks_for_home else name_prefix()

    asks_for_home = any(control.runbook is not None or control.scope is Scope.HOME for control in controls)
    at_home = all(control.scope is Scope.HOME for control in controls)
    return Article(
        title=Text("Composed controls", "選択したコントロール"),
        summary=Text(
            f"{len(controls)} controls, each with its runbook where it has one.",
            f"コントロール {len(controls)} 個と、修復できるものはそのランブック。",
        ),
        scope=Scope.HOME if at_home else Scope.REGIONAL,
        requires=("config",),
        cost=Text(
            "USD 0.001 per rule evaluation, and the Automation steps of each repair.",
            "ルール評価 1 回あたり 0.001 USD と、修復ごとの Automation ステップ料金。",
        ),
        elements=elements,
    )

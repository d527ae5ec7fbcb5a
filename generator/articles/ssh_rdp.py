"""Emits templates/ssh-rdp.yaml: Config finds SSH, RDP and other high-risk ports that every address reaches, Systems Manager closes them.

https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-13
"""

from collections.abc import Iterator

from generator.blocks.config_control import config_controls
from generator.blocks.control_notifications import control_notifications
from generator.blocks.deployment import deployment
from generator.controls import incoming_ssh_disabled, restricted_incoming_traffic
from generator.model import Article, Element, Scope, Text

CONTROLS = (incoming_ssh_disabled.CONTROL, restricted_incoming_traffic.CONTROL)


def elements() -> Iterator[Element]:
    """The controls, then what every template has."""
    yield from config_controls(*CONTROLS)
    yield from control_notifications("SshRdp", *CONTROLS)
    yield from deployment()


ARTICLE = Article(
    title=Text("SSH and RDP", "SSH と RDP"),
    summary=Text(
        "SSH, RDP and other high-risk ports are not open to every address."
        " Config finds rules that open them, Systems Manager revokes them.",
        "SSH、RDP などリスクの高いポートを全アドレスに公開しません。"
        "Config が検出し、Systems Manager が該当ルールだけを取り消します。",
    ),
    scope=Scope.REGIONAL,
    requires=("config",),
    cost=Text(
        "Two Config rules: USD 0.001 per evaluation, and the Automation steps of each repair.",
        "Config ルール 2 つ: 評価 1 回あたり 0.001 USD と、修復ごとの Automation ステップ料金。",
    ),
    elements=elements,
    controls=CONTROLS,
)

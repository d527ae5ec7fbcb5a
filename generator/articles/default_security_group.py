"""Emits templates/default-security-group.yaml: Config finds default security groups that allow traffic, Systems Manager closes them.

https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-2
"""

from collections.abc import Iterator

from generator.blocks.config_control import config_control
from generator.blocks.control_notifications import control_notifications
from generator.blocks.deployment import home_region, name_prefix
from generator.controls.vpc_default_security_group_closed import CONTROL
from generator.model import Article, Element, Scope, Text


def elements() -> Iterator[Element]:
    """The control, and the deployment parameters that it needs."""
    yield from config_control(CONTROL)
    yield from control_notifications("DefaultSecurityGroup", CONTROL)
    yield from name_prefix()
    yield from home_region()


ARTICLE = Article(
    title=Text("Default security groups", "デフォルトセキュリティグループ"),
    summary=Text(
        "Default security groups allow no traffic. Config finds the ones that do, Systems Manager closes them.",
        "デフォルトセキュリティグループの通信を許可しません。Config が検出し、Systems Manager が閉じます。",
    ),
    scope=Scope.REGIONAL,
    requires=("config",),
    cost=Text(
        "One Config rule: USD 0.001 per evaluation, and the Automation steps of each repair.",
        "Config ルール 1 つ: 評価 1 回あたり 0.001 USD と、修復ごとの Automation ステップ料金。",
    ),
    elements=elements,
    controls=(CONTROL,),
)

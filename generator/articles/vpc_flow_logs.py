"""Emits templates/vpc-flow-logs.yaml: Config finds VPCs without a flow log, Systems Manager makes one to CloudWatch Logs.

https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-6
"""

from collections.abc import Iterator

from generator.blocks.config_control import config_controls
from generator.blocks.control_notifications import control_notifications
from generator.blocks.deployment import deployment
from generator.controls.vpc_flow_logs_enabled import CONTROL
from generator.model import Article, Element, Scope, Text


def elements() -> Iterator[Element]:
    """The control with the role through which flow logs write, then what every template has."""
    yield from config_controls(CONTROL)
    yield from control_notifications("VpcFlowLogs", CONTROL)
    yield from deployment()


ARTICLE = Article(
    title=Text("VPC flow logs", "VPC フローログ"),
    summary=Text(
        "Every VPC has a flow log. Config finds the ones that have none,"
        " Systems Manager makes one that writes to CloudWatch Logs.",
        "すべての VPC でフローログを有効にします。Config が検出し、"
        "Systems Manager が CloudWatch Logs へのフローログを作成します。",
    ),
    scope=Scope.REGIONAL,
    requires=("config",),
    cost=Text(
        "One Config rule: USD 0.001 per evaluation,"
        " the Automation steps of each repair, and what flow logs write: USD 0.50 per GB.",
        "Config ルール 1 つ: 評価 1 回あたり 0.001 USD、"
        "修復ごとの Automation ステップ料金、フローログの取り込み 1 GB あたり 0.50 USD。",
    ),
    elements=elements,
    controls=(CONTROL,),
)

"""Instances that Systems Manager does not manage are reported; agent, role and network are set up by hand.

https://docs.aws.amazon.com/config/latest/developerguide/ec2-instance-managed-by-systems-manager.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="EC2_INSTANCE_MANAGED_BY_SSM",
    title=Text("Systems Manager manages every instance", "すべてのインスタンスを Systems Manager で管理する"),
    why=Text(
        "Nobody patches, inventories or reaches an instance without keys unless Systems Manager manages it."
        " Install the agent and turn on Default Host Management.",
        "Systems Manager で管理しないと、パッチ、棚卸し、鍵なしの接続ができません。"
        "エージェントを導入し、デフォルトホスト管理設定を有効にしてください。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("SSM.1",), anti_patterns=(3, 13)),
)

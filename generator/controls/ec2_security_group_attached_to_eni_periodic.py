"""Security groups that nothing uses are reported; they are deleted by hand.

https://docs.aws.amazon.com/config/latest/developerguide/ec2-security-group-attached-to-eni-periodic.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="EC2_SECURITY_GROUP_ATTACHED_TO_ENI_PERIODIC",
    title=Text("Every security group is in use", "すべてのセキュリティグループが使用されている"),
    why=Text(
        "An unused group is attached by mistake one day, with whatever it allows."
        " Find what refers to it, launch templates and stacks too, then delete it.",
        "使われていないグループは、許可ルールごと誤って割り当てられることがあります。"
        "起動テンプレートやスタックの参照を確認してから削除してください。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("EC2.22",)),
)

"""Network ACLs without a subnet are reported; they are deleted by hand.

https://docs.aws.amazon.com/config/latest/developerguide/vpc-network-acl-unused-check.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="VPC_NETWORK_ACL_UNUSED_CHECK",
    title=Text("Every network ACL is in use", "すべてのネットワーク ACL が使用されている"),
    why=Text(
        "A network ACL without a subnet protects nothing and misleads who reads it."
        " Associate it with its subnets, or note its entries and delete it.",
        "サブネットのないネットワーク ACL は何も保護せず、誤解を招きます。"
        "サブネットに関連付けるか、エントリを控えて削除してください。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("EC2.16",), anti_patterns=(9,)),
)

"""The Region blocks traffic through internet gateways; what must stay public is excluded first, by hand.

https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-172
"""

from generator.model import Control, Framework, Guard, Mode, Scope, Text

POLICY = """\
rule internet_gateways_are_blocked when resourceType == "AWS::EC2::VPCBlockPublicAccessOptions"
                                        configuration is_struct {
    configuration.InternetGatewayBlockMode in ["block-bidirectional", "block-ingress"]
}
"""

CONTROL = Control(
    identifier="EC2_VPC_BPA_INTERNET_GATEWAY_BLOCKED",
    title=Text(
        "VPC Block Public Access blocks internet gateways",
        "VPC ブロックパブリックアクセスがインターネットゲートウェイを遮断する",
    ),
    why=Text(
        (
            "One internet gateway and one route open a VPC to the internet. Exclude the VPCs and subnets that must be public, "
            "then set VPC Block Public Access of the Region to block-ingress or block-bidirectional."
        ),
        (
            "インターネットゲートウェイとルートを一つ追加するだけで、VPC がインターネットに公開されます。公開が必要な VPC とサブネ"
            "ットを除外し、リージョンの設定を block-ingress か block-bidirectional にしてください。"
        ),
    ),
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("EC2.172",)),
    guard=Guard(resource_types=("AWS::EC2::VPCBlockPublicAccessOptions",), policy=POLICY),
)

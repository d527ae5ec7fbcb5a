"""VPCs reach the EC2 API through an endpoint; it costs a fee by the hour, so that it is made by hand.

https://docs.aws.amazon.com/config/latest/developerguide/service-vpc-endpoint-enabled.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="SERVICE_VPC_ENDPOINT_ENABLED",
    title=Text(
        "VPCs have an interface endpoint for the EC2 API",
        "VPC に EC2 API 用のインターフェイスエンドポイントがある",
    ),
    why=Text(
        (
            "Without an endpoint, calls to the EC2 API leave the VPC over the internet, and no endpoint policy limits them. "
            "Make an interface endpoint for ec2 with private DNS and a policy for your own account."
        ),
        (
            "エンドポイントがないと、EC2 API の呼び出しはインターネットを経由し、エンドポイントポリシーで制限できません。プラ"
            "イベート DNS と自アカウントに限定したポリシーを付けて、ec2 のインターフェイスエンドポイントを作成してください。"
        ),
    ),
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("EC2.10",), anti_patterns=(10,)),
    inputs={"serviceName": "ec2"},
)

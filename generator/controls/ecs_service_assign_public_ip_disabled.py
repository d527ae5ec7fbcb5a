"""Tasks of ECS services get no public IP address; where they would lose the internet, the network is changed first, by hand.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html
https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-2
"""

from generator.model import Control, Framework, Guard, Mode, Scope, Text

POLICY = """\
# Only tasks in the network mode awsvpc have the setting.
rule tasks_have_no_public_ip when resourceType == "AWS::ECS::Service"
                                  configuration.NetworkConfiguration.AwsvpcConfiguration is_struct {
    configuration.NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp != "ENABLED"
    or configuration.NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp !exists
}
"""

CONTROL = Control(
    identifier="ECS_SERVICE_ASSIGN_PUBLIC_IP_DISABLED",
    title=Text(
        "ECS services assign no public IP addresses to their tasks",
        "ECS サービスはタスクにパブリック IP アドレスを割り当てない",
    ),
    why=Text(
        (
            "Every task can be reached from the internet as far as its security group lets it. Run the service in private subnets "
            "with a NAT gateway or VPC endpoints, behind a load balancer, and set assignPublicIp to DISABLED."
        ),
        (
            "セキュリティグループが許可する範囲で、すべてのタスクにインターネットから到達できます。NAT ゲートウェイか VPC エンドポ"
            "イントのあるプライベートサブネットに移し、ロードバランサーの背後で assignPublicIp を DISABLED にしてください。"
        ),
    ),
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("ECS.2",)),
    guard=Guard(resource_types=("AWS::ECS::Service",), policy=POLICY),
)

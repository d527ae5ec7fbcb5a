"""Tasks of ECS task sets get no public IP address; a task set cannot be changed, so that a new one is made by hand.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-external.html
https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-16
"""

from generator.model import Control, Framework, Guard, Mode, Scope, Text

POLICY = """\
# Only tasks in the network mode awsvpc have the setting.
rule tasks_have_no_public_ip when resourceType == "AWS::ECS::TaskSet"
                                  configuration.NetworkConfiguration.AwsVpcConfiguration is_struct {
    configuration.NetworkConfiguration.AwsVpcConfiguration.AssignPublicIp != "ENABLED"
    or configuration.NetworkConfiguration.AwsVpcConfiguration.AssignPublicIp !exists
}
"""

CONTROL = Control(
    identifier="ECS_TASKSET_ASSIGN_PUBLIC_IP_DISABLED",
    title=Text(
        "ECS task sets assign no public IP addresses to their tasks",
        "ECS タスクセットはタスクにパブリック IP アドレスを割り当てない",
    ),
    why=Text(
        (
            "Every task can be reached from the internet as far as its security group lets it. Have the deployment make a task "
            "set in private subnets with assignPublicIp set to DISABLED, shift the traffic to it and delete this one."
        ),
        (
            "セキュリティグループが許可する範囲で、すべてのタスクにインターネットから到達できます。プライベートサブネットで "
            "assignPublicIp を DISABLED にしたタスクセットを作成し、トラフィックを移してから削除してください。"
        ),
    ),
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("ECS.16",)),
    guard=Guard(resource_types=("AWS::ECS::TaskSet",), policy=POLICY),
)

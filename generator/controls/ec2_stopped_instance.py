"""Instances that were stopped a month ago are reported; they are terminated by hand.

https://docs.aws.amazon.com/config/latest/developerguide/ec2-stopped-instance.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="EC2_STOPPED_INSTANCE",
    title=Text("No instance stays stopped for more than 30 days", "30 日を超えて停止したままのインスタンスがない"),
    why=Text(
        "A stopped instance gets no patches, its disks cost money, and it starts with old holes."
        " Start and patch it, or keep an image of it and terminate it.",
        "停止中のインスタンスはパッチが適用されず、ディスク料金もかかります。"
        "起動して更新するか、イメージを保存して終了してください。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("EC2.4",)),
    inputs={"AllowedDays": "30"},
)

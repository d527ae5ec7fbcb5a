"""ECS containers run without privilege; revisions cannot be changed, so that a new one is registered by hand.

https://docs.aws.amazon.com/config/latest/developerguide/ecs-containers-nonprivileged.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="ECS_CONTAINERS_NONPRIVILEGED",
    title=Text("ECS containers do not run as privileged", "ECS のコンテナは特権モードで動作しない"),
    why=Text(
        (
            "Who breaks out of a privileged container is root on its instance. Register a revision without privileged, with "
            "the Linux capabilities that the container really needs, and deregister the old ones."
        ),
        (
            "特権コンテナを突破されると、インスタンスの root を奪われます。privileged を外し、必要な Linux ケーパビリティだけ"
            "を付けたリビジョンを登録し、古いリビジョンを登録解除してください。"
        ),
    ),
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("ECS.4",)),
)

"""Load balancers are protected from deletion; the runbook turns the protection on, and can turn it off again.

https://docs.aws.amazon.com/config/latest/developerguide/elb-deletion-protection-enabled.html
"""

from generator.blocks.load_balancer_attribute import attribute_runbook
from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="ELB_DELETION_PROTECTION_ENABLED",
    title=Text("Load balancers are protected from deletion", "ロードバランサーの削除保護が有効になっている"),
    why=Text(
        "One mistaken call takes a service off the network, and its load balancer comes back under another DNS name.",
        "誤った 1 回の呼び出しでサービスが停止し、再作成したロードバランサーの DNS 名は別のものになります。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.AUTO,
    framework=Framework(security_hub=("ELB.6",)),
    runbook=attribute_runbook(
        "ProtectLoadBalancer",
        "Turns on deletion protection of a load balancer, which its stack must turn off before it can delete it;"
        " Restore turns it off again.",
        "deletion_protection.enabled",
        ("app", "net", "gwy"),
        Text("The former setting.", "以前の設定。"),
    ),
)

"""Application load balancers drop HTTP headers with invalid names; the runbook turns that on, and can turn it off again.

https://docs.aws.amazon.com/config/latest/developerguide/alb-http-drop-invalid-header-enabled.html
"""

from generator.blocks.load_balancer_attribute import attribute_runbook
from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="ALB_HTTP_DROP_INVALID_HEADER_ENABLED",
    title=Text(
        "Application load balancers drop invalid headers", "Application Load Balancer は無効なヘッダーを破棄する"
    ),
    why=Text(
        "A header whose name is not valid can be read in two ways on its way, which is how requests are smuggled past a load balancer.",
        "無効な名前のヘッダーは経路上で異なる解釈をされ、リクエストスマグリングに悪用されます。",
    ),
    scope=Scope.REGIONAL,
    mode=Mode.AUTO,
    framework=Framework(security_hub=("ELB.4",)),
    runbook=attribute_runbook(
        "DropInvalidHeaders",
        "Makes an application load balancer drop headers whose names are not valid; Restore lets them through again.",
        "routing.http.drop_invalid_header_fields.enabled",
        ("app",),
        Text("The former setting.", "以前の設定。"),
    ),
)

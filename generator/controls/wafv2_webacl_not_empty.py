"""Web ACLs have rules; which ones is decided by hand.

https://docs.aws.amazon.com/config/latest/developerguide/wafv2-webacl-not-empty.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="WAFV2_WEBACL_NOT_EMPTY",
    title=Text("Web ACLs have at least one rule", "Web ACL には 1 つ以上のルールがある"),
    why=Text(
        (
            "A web ACL without rules lets everything through, or nothing. Add the AWS managed rule groups in count mode "
            "first, then block."
        ),
        (
            "ルールのない Web ACL は、すべてを通すかすべてを拒否するだけです。AWS マネージドルールグループをまずカウントモー"
            "ドで追加し、その後ブロックに切り替えてください。"
        ),
    ),
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("WAF.10",), anti_patterns=(12,)),
)

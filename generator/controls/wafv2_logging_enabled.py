"""Web ACLs log requests; the destination and its cost are chosen by hand.

https://docs.aws.amazon.com/config/latest/developerguide/wafv2-logging-enabled.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="WAFV2_LOGGING_ENABLED",
    title=Text("Web ACLs log their requests", "Web ACL はリクエストをログに記録する"),
    why=Text(
        (
            "Without a log nobody sees what was blocked, by which rule, or what should have been. Turn logging on in the web "
            "ACL, to a log group, bucket or stream whose name begins with aws-waf-logs-, and redact secrets."
        ),
        (
            "ログがないと、何がどのルールでブロックされたかを確認できません。名前が aws-waf-logs- で始まるロググループ、バケ"
            "ットまたはストリームを出力先にして、機密フィールドを除外した上で Web ACL のログ記録を有効にしてください。"
        ),
    ),
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("WAF.11",), anti_patterns=(12,)),
)

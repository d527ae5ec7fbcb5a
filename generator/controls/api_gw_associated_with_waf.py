"""Stages of REST APIs stand behind AWS WAF; which web ACL fits is decided by hand.

https://docs.aws.amazon.com/config/latest/developerguide/api-gw-associated-with-waf.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="API_GW_ASSOCIATED_WITH_WAF",
    title=Text("REST API stages are protected by AWS WAF", "REST API のステージは AWS WAF で保護されている"),
    why=Text(
        (
            "Requests that exploit known weaknesses reach whatever the API calls. Make a regional web ACL, associate it with "
            "the stage in count mode, and block once its log shows no false positives."
        ),
        (
            "既知の脆弱性を突くリクエストが API の背後に届きます。リージョナル Web ACL をカウントモードでステージに関連付け、"
            "ログで誤検知がないことを確認してからブロックに切り替えてください。"
        ),
    ),
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("APIGateway.4",), anti_patterns=(12,)),
)

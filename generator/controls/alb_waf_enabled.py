"""Application load balancers stand behind AWS WAF; which web ACL fits is decided by hand.

https://docs.aws.amazon.com/config/latest/developerguide/alb-waf-enabled.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="ALB_WAF_ENABLED",
    title=Text(
        "Application load balancers are protected by AWS WAF",
        "Application Load Balancer は AWS WAF で保護されている",
    ),
    why=Text(
        (
            "Requests that exploit known weaknesses reach the application. Make a regional web ACL with the AWS managed "
            "rules in count mode, associate it with the load balancer, and block once its log shows no false positives."
        ),
        (
            "既知の脆弱性を突くリクエストがアプリケーションに届きます。AWS マネージドルールをカウントモードにしたリージョナル"
            " Web ACL を作成して関連付け、ログで誤検知がないことを確認してからブロックに切り替えてください。"
        ),
    ),
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("ELB.16",), anti_patterns=(12,)),
)

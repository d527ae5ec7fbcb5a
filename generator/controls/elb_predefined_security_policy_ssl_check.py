"""Classic load balancers speak TLS 1.2 as AWS's policy has it; the policy is chosen by hand, because old clients are cut off.

https://docs.aws.amazon.com/config/latest/developerguide/elb-predefined-security-policy-ssl-check.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="ELB_PREDEFINED_SECURITY_POLICY_SSL_CHECK",
    title=Text(
        "Classic load balancers use the TLS 1.2 security policy",
        "Classic Load Balancer は TLS 1.2 のセキュリティポリシーを使う",
    ),
    why=Text(
        (
            "Older policies accept protocols and ciphers that can be broken. Look in the access log for clients below TLS "
            "1.2, then set ELBSecurityPolicy-TLS-1-2-2017-01 on the listener."
        ),
        (
            "古いポリシーは解読可能なプロトコルと暗号を受け入れます。アクセスログで TLS 1.2 未満のクライアントを確認してから"
            "、リスナーに ELBSecurityPolicy-TLS-1-2-2017-01 を設定してください。"
        ),
    ),
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("ELB.8",), trusted_advisor=("a2sEc6ILx",)),
    inputs={"predefinedPolicyName": "ELBSecurityPolicy-TLS-1-2-2017-01"},
)

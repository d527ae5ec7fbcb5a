"""Application load balancers send HTTP on to HTTPS; the redirect is added by hand, because it needs an HTTPS listener with a certificate.

https://docs.aws.amazon.com/config/latest/developerguide/alb-http-to-https-redirection-check.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="ALB_HTTP_TO_HTTPS_REDIRECTION_CHECK",
    title=Text(
        "Application load balancers redirect HTTP to HTTPS",
        "Application Load Balancer は HTTP を HTTPS にリダイレクトする",
    ),
    why=Text(
        (
            "Requests over HTTP can be read and changed on their way. Add an HTTPS listener with a certificate of ACM, then "
            "give every HTTP listener a default action and rules that redirect to it."
        ),
        (
            "HTTP のリクエストは経路上で読み取り、改ざんできます。ACM の証明書で HTTPS リスナーを追加し、すべての HTTP リスナ"
            "ーのデフォルトアクションとルールをリダイレクトにしてください。"
        ),
    ),
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("ELB.1",)),
)

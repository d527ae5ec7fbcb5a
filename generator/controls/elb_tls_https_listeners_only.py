"""Classic load balancers listen on HTTPS or TLS only; a listener is changed by hand, because it needs a certificate.

https://docs.aws.amazon.com/config/latest/developerguide/elb-tls-https-listeners-only.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="ELB_TLS_HTTPS_LISTENERS_ONLY",
    title=Text(
        "Classic load balancers listen on HTTPS or TLS only",
        "Classic Load Balancer は HTTPS または TLS のみで待ち受ける",
    ),
    why=Text(
        (
            "What is sent to a listener without TLS can be read and changed on its way. Request a certificate in ACM, add an "
            "HTTPS or SSL listener with it, move the clients, then delete the plain one."
        ),
        (
            "TLS のないリスナーへの通信は経路上で読み取り、改ざんできます。ACM で証明書を取得し、HTTPS または SSL リスナーを"
            "追加してクライアントを移行した後、平文のリスナーを削除してください。"
        ),
    ),
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("ELB.3",), trusted_advisor=("a2sEc6ILx",)),
)

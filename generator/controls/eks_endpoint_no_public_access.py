"""EKS API endpoints are not public; who needs them from outside is looked up by hand first.

https://docs.aws.amazon.com/config/latest/developerguide/eks-endpoint-no-public-access.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="EKS_ENDPOINT_NO_PUBLIC_ACCESS",
    title=Text(
        "EKS cluster endpoints are not publicly accessible",
        "EKS クラスターのエンドポイントはパブリックにアクセスできない",
    ),
    why=Text(
        (
            "Everybody can try credentials and exploits on the Kubernetes API. Turn the private endpoint on, reach it over a "
            "VPN or a bastion, then turn the public one off, or at least limit publicAccessCidrs."
        ),
        (
            "誰でも Kubernetes API に対して認証情報や攻撃コードを試せます。プライベートエンドポイントを有効にして VPN や踏み"
            "台から接続し、その後パブリックエンドポイントを無効にするか、少なくとも publicAccessCidrs を制限してください。"
        ),
    ),
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("EKS.1",)),
)

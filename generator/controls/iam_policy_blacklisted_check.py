"""Nobody has all of AWS CloudShell; what takes the policy's place, only the user knows.

https://docs.aws.amazon.com/config/latest/developerguide/iam-policy-blacklisted-check.html
https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-27
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="IAM_POLICY_BLACKLISTED_CHECK",
    title=Text(
        "Nobody has the policy AWSCloudShellFullAccess", "ポリシー AWSCloudShellFullAccess は誰にも付与されていない"
    ),
    why=Text(
        "CloudShell has the internet and takes files in and out. Detach the policy, and allow without upload and download what is needed.",
        "CloudShell はネットに接続し、ファイルを送受信できます。ポリシーを外し、ファイル転送を除く必要な操作だけを許可してください。",
    ),
    scope=Scope.HOME,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("IAM.27",), cis={"3.0.0": ("1.22",), "5.0.0": ("1.21",)}),
    inputs={"policyArns": "arn:${AWS::Partition}:iam::aws:policy/AWSCloudShellFullAccess"},
)

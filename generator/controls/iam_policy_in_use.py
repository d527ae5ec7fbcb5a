"""Somebody may open cases with AWS Support; who, only the user knows.

https://docs.aws.amazon.com/config/latest/developerguide/iam-policy-in-use.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="IAM_POLICY_IN_USE",
    title=Text("A role can open cases with AWS Support", "AWS Support にケースを作成できるロールがある"),
    why=Text(
        "In an incident nobody should first have to find out who may call AWS. Attach AWSSupportAccess to the role of your responders.",
        "インシデント時に、AWS に連絡できる人を探す時間はありません。担当者のロールに AWSSupportAccess を付与してください。",
    ),
    scope=Scope.HOME,
    mode=Mode.NOTIFY,
    framework=Framework(
        security_hub=("IAM.18",),
        cis={"1.2.0": ("1.20",), "1.4.0": ("1.17",), "3.0.0": ("1.17",), "5.0.0": ("1.16",)},
        anti_patterns=(21,),
    ),
    inputs={"policyARN": "arn:${AWS::Partition}:iam::aws:policy/AWSSupportAccess", "policyUsageType": "ANY"},
)

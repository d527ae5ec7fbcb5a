"""Policies of VPC endpoints name whom or what they let through; whose traffic is meant is decided by hand.

https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config_develop-rules_cfn-guard.html
"""

from generator.model import Control, Framework, Guard, Mode, Scope, Text

POLICY = r"""
# AWS Config has the policy as text. A statement is open where it consists of nothing but these elements, in any order:
# it allows everybody every action of the service on every resource, without a condition.
let open_statement = /(?x)
    [{] \s* (
        ( "Sid" \s* : \s* "[^"]*"
        | "Effect" \s* : \s* "Allow"
        | "Principal" \s* : \s* ( "[*]" | [{] \s* "AWS" \s* : \s* ( "[*]" | \[ [^\]]* "[*]" [^\]]* \] ) \s* [}] )
        | "Action" \s* : \s* ( "([a-z0-9-]+:)?[*]" | \[ [^\]]* "([a-z0-9-]+:)?[*]" [^\]]* \] )
        | "Resource" \s* : \s* ( "[*]" | \[ [^\]]* "[*]" [^\]]* \] )
        ) \s* ,? \s*
    )+ [}]
/

# An endpoint that a service of AWS made belongs to that service; not every endpoint has a policy.
rule policy_is_not_open when resourceType == "AWS::EC2::VPCEndpoint"
                             configuration.policyDocument is_string {
    configuration.policyDocument != %open_statement
    or configuration.requesterManaged == true
}
""".lstrip()

CONTROL = Control(
    identifier="VPC_ENDPOINT_POLICY_NOT_OPEN",
    title=Text(
        "VPC endpoint policies do not allow everything to everybody",
        "VPC エンドポイントのポリシーはすべての操作を全員に許可しない",
    ),
    why=Text(
        (
            "With the policy that AWS gives an endpoint, credentials of any account carry data out of the VPC. Allow the actions "
            "that are used, with conditions on aws:PrincipalOrgID (or aws:PrincipalAccount) and aws:ResourceOrgID."
        ),
        (
            "AWS の既定のポリシーでは、任意のアカウントの認証情報で VPC からデータを持ち出せます。使用するアクションだけを、"
            "aws:PrincipalOrgID(または aws:PrincipalAccount)と aws:ResourceOrgID の条件付きで許可してください。"
        ),
    ),
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(anti_patterns=(10,)),
    guard=Guard(resource_types=("AWS::EC2::VPCEndpoint",), policy=POLICY),
)

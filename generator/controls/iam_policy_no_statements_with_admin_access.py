"""No managed policy of the account allows everything; what it should allow, only its owner knows.

https://docs.aws.amazon.com/config/latest/developerguide/iam-policy-no-statements-with-admin-access.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS",
    title=Text(
        "No policy of the account allows all actions on all resources",
        "すべての操作をすべてのリソースに許可するポリシーがない",
    ),
    why=Text(
        "One stolen credential with such a policy is the whole account. Replace the statement by the actions that are used.",
        "このポリシーを持つ認証情報が盗まれると、アカウント全体が奪われます。実際に使う操作だけに置き換えてください。",
    ),
    scope=Scope.HOME,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("IAM.1",), cis={"1.2.0": ("1.22",), "1.4.0": ("1.16",)}, anti_patterns=(1,)),
    # A boundary that allows everything gives no right.
    inputs={"excludePermissionBoundaryPolicy": "true"},
)

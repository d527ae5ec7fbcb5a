"""Every IAM user is in a group; in which one, only a person knows.

https://docs.aws.amazon.com/config/latest/developerguide/iam-user-group-membership-check.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="IAM_USER_GROUP_MEMBERSHIP_CHECK",
    title=Text("IAM users are members of a group", "IAM ユーザーはグループに所属している"),
    why=Text(
        "A user outside of all groups has rights that nobody manages. Add the user to a group, or delete a user that needs none.",
        "どのグループにも属さないユーザーの権限は管理されていません。グループに追加するか、不要なら削除してください。",
    ),
    scope=Scope.HOME,
    mode=Mode.NOTIFY,
    framework=Framework(anti_patterns=(2,)),
)

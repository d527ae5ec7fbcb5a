"""CodeBuild projects hold no access keys in plain text; what a build may do is given to its role by hand.

https://docs.aws.amazon.com/config/latest/developerguide/codebuild-project-envvar-awscred-check.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="CODEBUILD_PROJECT_ENVVAR_AWSCRED_CHECK",
    title=Text(
        "CodeBuild projects hold no access keys in environment variables",
        "CodeBuild プロジェクトの環境変数にアクセスキーがない",
    ),
    why=Text(
        (
            "Whoever may read the project or its log reads the key. Give the permissions to the service role of the project, "
            "delete the variables, and deactivate the key."
        ),
        (
            "プロジェクトまたはログを閲覧できる人は誰でもキーを読めます。必要な権限をプロジェクトのサービスロールに与え、変数"
            "を削除し、キーを無効化してください。"
        ),
    ),
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("CodeBuild.2",), anti_patterns=(16,)),
)

"""ECS task definitions hold no credentials in plain text; revisions cannot be changed, so that a new one is registered by hand.

https://docs.aws.amazon.com/config/latest/developerguide/ecs-no-environment-secrets.html
"""

from generator.model import Control, Framework, Mode, Scope, Text

CONTROL = Control(
    identifier="ECS_NO_ENVIRONMENT_SECRETS",
    title=Text(
        "ECS task definitions hold no credentials in environment variables",
        "ECS タスク定義の環境変数に認証情報がない",
    ),
    why=Text(
        (
            "Whoever may read the task definition reads the credentials. Use the task role instead of keys and Secrets "
            "Manager for the rest (secrets, not environment), register a new revision, deregister the old ones, and rotate "
            "what was there."
        ),
        (
            "タスク定義を閲覧できる人は誰でも認証情報を読めます。キーの代わりにタスクロールを、その他は Secrets Manager を(en"
            "vironment ではなく secrets で)使う新しいリビジョンを登録し、古いリビジョンを登録解除して、記載されていた認証情報"
            "をローテーションしてください。"
        ),
    ),
    scope=Scope.REGIONAL,
    mode=Mode.NOTIFY,
    framework=Framework(security_hub=("ECS.8",), anti_patterns=(16,)),
    inputs={"secretKeys": "AWS_ACCESS_KEY_ID,AWS_SECRET_ACCESS_KEY,ECS_ENGINE_AUTH_DATA"},
)

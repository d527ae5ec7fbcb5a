"""Emits templates/baseline.yaml: the account's services in one template, composed of the other articles' elements.

https://docs.aws.amazon.com/prescriptive-guidance/latest/aws-startup-security-baseline/welcome.html
"""

from generator.model import Article, Part, Scope, Text

ARTICLE = Article(
    title=Text("Account baseline", "アカウントベースライン"),
    summary=Text(
        "A secure account in one stack: service-linked roles, AWS Config, CloudTrail, controls with repair, and buckets on request.",
        "サービスにリンクされたロール、AWS Config、CloudTrail、修復つきコントロールを 1 つのスタックで設定します。",
    ),
    scope=Scope.REGIONAL,
    cost=Text("The sum of the services that are enabled.", "有効にしたサービスの合計。"),
    composes=(
        Part(article="service-linked-roles"),
        Part(article="config", switch="ENABLED"),
        Part(article="cloudtrail", switch="ENABLED"),
        Part(article="default-security-group"),
        Part(article="password-policy"),
        Part(article="access-keys"),
        Part(article="vpc-flow-logs"),
        Part(article="ssh-rdp"),
        Part(article="s3-encryption"),
        Part(article="log-archive", switch="DISABLED"),
        Part(article="private-bucket", switch="DISABLED"),
    ),
)

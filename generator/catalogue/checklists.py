"""The two lists that others wrote, row by row with the controls that answer it, in both languages; a gap is shown as one."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.articles import anti_patterns, trusted_advisor_checks
from generator.blocks.checklist import Row
from generator.model import BadInput, Control, Text


@dataclass(frozen=True)
class Line:
    """A row as the page shows it; ``key`` is the check's id or the number, ``words`` say what is left open."""

    key: str
    name: Text
    controls: tuple[Control, ...]
    words: Text | None


# Japanese of the rows, in their order: the name, then what the controls leave open.
ANTI_PATTERNS = (
    ("広すぎる IAM ポリシー", "カスタマー管理ポリシーを評価します。インラインポリシーは対象外です。"),
    ("ユーザーへの直接のポリシーアタッチ", ""),
    ("管理されていないアクセスキー", "キーの共有は検出できません。"),
    (
        "ルートユーザーの日常利用",
        "ルートでの作業は CloudTrail にのみ記録されます。検出はログのアラームで行い、ルールではできません。",
    ),
    ("MFA の未設定", ""),
    ("公開された S3 バケット", ""),
    ("インターネットに公開された RDS", ""),
    ("緩いセキュリティグループ", ""),
    ("設計されていないネットワーク ACL", "VPC の既定の ACL もすべてを許可するため、検出されます。"),
    (
        "開放されたままの VPC エンドポイントポリシー",
        "前者は EC2 API のエンドポイントがないことを、後者は既存エンドポイントのポリシーを検出します。",
    ),
    ("保護されていない CloudFront オリジン", "us-east-1 で評価します。"),
    ("AWS WAF の未導入", "Web ACL のルールがアプリケーションに適切かどうかは分かりません。"),
    ("パッチの未適用", "Systems Manager が管理するインスタンスが対象です。"),
    (
        "AWS Config の無効化",
        "AWS Config がなければルールは動作しません。テンプレート config が有効にし、Security Hub では Config.1 が確認します。",
    ),
    ("CloudTrail の無効化", ""),
    ("平文の認証情報", "コードとファイルは読みません。"),
    ("ECR スキャン結果の放置", "検出結果を誰も読んでいないことは検出できません。"),
    ("CloudWatch Logs の未利用", "アプリケーションがログを出力していないことは検出できません。"),
    ("脆弱性評価の未実施", ""),
    ("脅威検知の未導入", ""),
    ("インシデント対応計画の不在", "AWS に連絡先が登録されているかを確認します。計画そのものは設定ではありません。"),
)
TRUSTED_ADVISOR = (
    ("セキュリティグループ - 無制限アクセス", ""),
    ("Classic Load Balancer のセキュリティグループ", "グループのポートとリスナーを比較するルールはありません。"),
    ("ルートアカウントの MFA", ""),
    ("IAM アクセスキーローテーション", ""),
    ("セキュリティグループ - 制限されていない特定のポート", ""),
    ("Amazon EBS パブリックスナップショット", ""),
    (
        "Amazon RDS セキュリティグループのアクセスリスク",
        "このチェックが読むグループは EC2-Classic のものです。現在は VPC のグループとパブリックアクセスで決まります。",
    ),
    ("Amazon RDS パブリックスナップショット", ""),
    (
        "Amazon Route 53 MX リソースレコードセットと Sender Policy Framework",
        "AWS Config はレコードなしでホストゾーンを記録します。TXT レコード v=spf1 を手動で、またはゾーンのテンプレートで公開してください。",
    ),
    ("Amazon S3 バケットのアクセス許可", ""),
    (
        "AWS CloudTrail 管理イベントのログ記録",
        "配信の失敗はルールでは検出できません。CloudTrail のステータスで分かります。",
    ),
    ("IAM の使用(Trusted Advisor からは廃止)", "このチェックの目的: ルートとして作業する人がいないこと。"),
    ("IAM パスワードポリシー", ""),
    ("IAM 証明書ストアの CloudFront 独自 SSL 証明書", "SHA-1 署名と名前の不一致を検出するルールはありません。"),
    (
        "オリジンサーバーの CloudFront SSL 証明書",
        "AWS 外のオリジンに接続するルールはないため、その証明書の期限は分かりません。",
    ),
    (
        "漏洩したアクセスキー",
        "公開リポジトリの内容は設定ではありません。AWS Health が us-east-1 で AWS_RISK_CREDENTIALS_EXPOSED として通知します。"
        "キーを無効化し、CloudTrail で使用状況を確認してください。",
    ),
    ("ELB リスナーのセキュリティ", ""),
)


def trusted_advisor() -> tuple[Line, ...]:
    """The security checks of AWS Trusted Advisor, by their ids."""
    return _lines("TRUSTED_ADVISOR", trusted_advisor_checks.ROWS, TRUSTED_ADVISOR, "] ")


def the_anti_patterns() -> tuple[Line, ...]:
    """The anti-patterns, by their numbers."""
    return _lines("ANTI_PATTERNS", anti_patterns.ROWS, ANTI_PATTERNS, ". ")


def _lines(where: str, rows: Sequence[Row], japanese: Sequence[tuple[str, str]], end: str) -> tuple[Line, ...]:
    source = "generator/catalogue/checklists.py"
    if [bool(row.words) for row in rows] != [bool(words) for _, words in japanese]:
        raise BadInput(
            f"{source}: {where}", "it is not row by row that of the article", "Write the Japanese of each row"
        )
    return tuple(_line(row, name, words, end) for row, (name, words) in zip(rows, japanese, strict=True))


def _line(row: Row, name: str, words: str, end: str) -> Line:
    key, _, rest = row.name.partition(end)
    said = Text(row.words, words) if words else None
    return Line(key.lstrip("["), Text(rest, name), row.controls, said)


def gaps(lines: Sequence[Line]) -> int:
    """How many rows no control answers."""
    return sum(not line.controls for line in lines)

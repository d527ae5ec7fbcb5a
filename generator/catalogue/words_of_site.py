"""The words of all pages, the home page, the basket, the whole Organization and how to verify, by key, in English and Japanese."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "tagline": (
        "CloudFormation templates that make an AWS account secure and keep it so.",
        "AWS アカウントを安全にし、安全に保つ CloudFormation テンプレート。",
    ),
    "skip": ("Skip to content", "本文へ移動"),
    "nav": ("Site", "サイト"),
    "home": ("Templates", "テンプレート"),
    "controls": ("Controls", "コントロール"),
    "trusted_advisor": ("Trusted Advisor", "Trusted Advisor"),
    "anti_patterns": ("Anti-patterns", "アンチパターン"),
    "about": ("Verify", "検証"),
    "basket": ("Basket", "選択リスト"),
    "theme": ("Switch between light and dark", "ライトとダークを切り替え"),
    "other_language": ("日本語", "English"),
    "hero": ("A secure AWS account, launched in minutes", "安全な AWS アカウントを、数分で"),
    "hero_text": (
        "Readable CloudFormation templates, each with least-privilege roles, repair that asks first, and a checksum. Review what runs;"
        " nothing in your account changes until you say so.",
        "読みやすい CloudFormation テンプレート。最小権限のロール、確認してから実行する修復、チェックサム付きです。"
        "実行内容をすべて確認でき、承認するまでアカウントは変更されません。",
    ),
    "three_clicks": ("Start in three clicks", "3 クリックで開始"),
    "click1": ("Choose a Region", "リージョンを選ぶ"),
    "click1_text": (
        "The home Region first; the bar below keeps it for every link.",
        "最初はホームリージョン。下のバーの選択が全リンクに反映されます。",
    ),
    "click2": ("Open the baseline", "ベースラインを開く"),
    "click2_text": (
        "Recorder, trail and controls in one stack.",
        "レコーダー、証跡、コントロールを 1 つのスタックで。",
    ),
    "click3": ("Review and create", "確認して作成"),
    "click3_text": (
        "Read the parameters in the console, acknowledge, create.",
        "コンソールでパラメータを確認し、承認して作成します。",
    ),
    "launch": ("Launch stack", "スタックを起動"),
    "launch_in": ("Launch in {region}", "{region} で起動"),
    "no_base": (
        "This copy of the site does not know where its templates are published. Enter the URL of your bucket in the bar, or download the"
        " template.",
        "このサイトはテンプレートの公開先を知りません。バーにバケットの URL を入力するか、テンプレートをダウンロードしてください。",
    ),
    "bar": ("Where to launch", "起動先"),
    "region": ("Region", "リージョン"),
    "bucket": ("Template folder (S3 URL)", "テンプレートのフォルダ(S3 URL)"),
    "stack_name": ("Stack name", "スタック名"),
    "search": ("Search", "検索"),
    "search_label": ("Search templates and controls", "テンプレートとコントロールを検索"),
    "search_hint": ("For example: S3.14, password, CIS 1.8", "例: S3.14、パスワード、CIS 1.8"),
    "facets": ("Filters", "絞り込み"),
    "any": ("any", "すべて"),
    "framework": ("Framework", "フレームワーク"),
    "service": ("Service", "サービス"),
    "scope": ("Scope", "配置先"),
    "severity": ("Severity", "重大度"),
    "mode": ("Repair", "修復"),
    "cost": ("Cost", "料金"),
    "undo": ("Undo", "元に戻す"),
    "yes": ("yes", "可"),
    "no": ("no", "不可"),
    "none": ("none", "なし"),
    "clear_filters": ("Clear filters", "絞り込みを解除"),
    "found": ("{n} of {all} shown", "{all} 件中 {n} 件を表示"),
    "nothing": (
        "Nothing matches. Clear a filter or search for less.",
        "一致するものがありません。条件を減らしてください。",
    ),
    "all_templates": ("All templates", "すべてのテンプレート"),
    "all_controls": ("All controls", "すべてのコントロール"),
    "other_ways": ("Other ways in", "別の入り口"),
    "ta_text": (
        "The security checks of AWS Trusted Advisor, each with the rule that answers it.",
        "AWS Trusted Advisor のセキュリティチェックと、それぞれに対応するルール。",
    ),
    "ap_text": (
        "21 ways to run AWS insecurely, and what finds and repairs each.",
        "AWS を危険に運用する 21 のパターンと、それぞれの検出・修復方法。",
    ),
    "basket_text": (
        "Tick controls on any page; they gather here and become one template.",
        "どのページでもコントロールにチェックを入れると、ここに集まり 1 つのテンプレートになります。",
    ),
    "basket_empty": ("No control is chosen yet.", "まだ選択されていません。"),
    "basket_command": ("Make the template", "テンプレートの作成"),
    "basket_template": ("The template", "テンプレート"),
    "basket_unmade": (
        "This page could not compose the template: use the command, which says why.",
        "このページではテンプレートを作成できませんでした。コマンドを実行すると理由が表示されます。",
    ),
    "basket_many": (
        "More than 25 runbooks: Systems Manager would throttle the stack. Make two.",
        "ランブックが 25 を超えると Systems Manager の制限にかかります。2 つに分けてください。",
    ),
    "basket_noscript": (
        "The basket needs JavaScript. Without it, name the controls on the command line:",
        "選択リストには JavaScript が必要です。コマンドラインでも指定できます:",
    ),
    "organization": ("The whole Organization", "組織全体"),
    "organization_text": (
        "The baseline in every account of an Organization: one launch, with the trail of all accounts and a log archive.",
        "組織の全アカウントにベースラインを展開。全アカウントの証跡とログアーカイブも 1 回の起動で。",
    ),
    "organization_prepare": ("Prepare", "準備"),
    "organization_prepare_text": (
        "In the management account: trusted access and the services' own settings. It shows what it would change, and asks.",
        "管理アカウントで実行します。信頼されたアクセスと各サービスの設定を行います。変更内容を表示し、確認してから実行します。",
    ),
    "organization_archive_text": (
        "In the log archive account, if there was an archive before: its buckets keep their names, and the next one needs another prefix.",
        "以前のアーカイブがある場合は、ログアーカイブアカウントで実行します。残ったバケットの名前は使用中のため、別のプレフィックスが必要です。",
    ),
    "organization_launch": ("Launch the Organization's baseline", "組織のベースラインを起動"),
    "organization_launch_text": (
        "In the home Region of the management account, or of a delegated administrator of StackSets. The stack asks for the organizational"
        " units, the Regions and what to deploy.",
        "管理アカウント、または StackSets の委任管理者のホームリージョンで起動します。"
        "組織単位 (OU)、リージョン、展開する内容を指定します。",
    ),
    "organization_order": ("Order of the parts", "展開の順序"),
    "organization_order_text": (
        "Each is a stack set that waits for what it needs, also in an account that joins later; the trail is made by the stack itself.",
        "各項目は、必要なものを待つスタックセットです。後から参加するアカウントでも順序は同じです。証跡はこのスタック自身が作成します。",
    ),
    "stage_archive": ("Log archive, if there is an account for it", "ログアーカイブ(アカウントを指定した場合)"),
    "stage_trail": ("Trail of the Organization, if enabled", "組織の証跡(有効にした場合)"),
    "stage_roles": ("Service-linked roles", "サービスにリンクされたロール"),
    "stage_recorder": ("Recorder", "レコーダー"),
    "stage_rules": ("Rules and settings", "ルールと設定"),
    "stage_detection": ("Detection", "検知"),
    "organization_management": ("The management account", "管理アカウント"),
    "organization_management_text": (
        "Service-managed stack sets never reach it: launch the baseline there directly.",
        "サービスマネージドのスタックセットは管理アカウントには展開されません。直接起動してください:",
    ),
    "organization_plan": ("Plan from the command line", "コマンドラインで計画"),
    "organization_plan_text": (
        "The other way, article by article: plan lists accounts, Regions, quotas and what would change, and changes nothing.",
        "テンプレートごとに展開する方法です。plan は対象のアカウント、リージョン、クォータ、変更点を一覧にするだけで、何も変更しません。",
    ),
    "verify": ("Verify what you launch", "起動するものを検証"),
    "verify_text": (
        "A template is a text: read it, compare its checksum, check it yourself.",
        "テンプレートはテキストです。読み、チェックサムを比べ、自分で検査できます。",
    ),
    "verify_sums": ("Checksums", "チェックサム"),
    "verify_own": ("Check it yourself", "自分で検査"),
    "verify_privacy": ("This site", "このサイトについて"),
    "verify_privacy_text": (
        "Static pages. No request to anybody else, no cookie; your choices stay in this browser and in the page's address.",
        "静的ページです。第三者への通信も Cookie もありません。選択はこのブラウザとページの URL にだけ残ります。",
    ),
    "machines": ("For programs", "プログラム向け"),
    "machines_text": (
        "Everything on these pages as data; the schema has a version and grows without breaking.",
        "全ページの内容をデータで提供します。スキーマはバージョン管理され、互換性を保って拡張されます。",
    ),
    "releases": ("Releases", "リリース"),
    "built_from": ("Version {version}, commit {commit}, {date}", "バージョン {version}、コミット {commit}、{date}"),
    "skip_table": ("Scrollable table", "横スクロールできる表"),
    "double": (
        "The rehearsal is a double of AWS: what is green there may still be refused by AWS.",
        "リハーサルは AWS の模擬です。成功しても AWS で拒否されることがあります。",
    ),
}

"""The generated parts of the README files, between markers in otherwise hand-written text."""

import re
from collections.abc import Mapping
from pathlib import Path

from generator.model import BadInput, Scope, Text
from generator.render import Template

SCOPES = {
    Scope.REGIONAL: Text("every Region", "全リージョン"),
    Scope.HOME: Text("home Region", "ホームリージョン"),
    Scope.US_EAST_1: Text("us-east-1", "us-east-1"),
    Scope.ORGANIZATION: Text("Organization", "組織"),
    Scope.LOG_ARCHIVE: Text("log archive account", "ログアーカイブアカウント"),
}
HEADS = {
    "en": "| template | what it makes | where | resources | bytes | capabilities |",
    "ja": "| テンプレート | 内容 | 配置先 | リソース数 | バイト数 | 権限の確認 |",
}
FILES = {"README.md": "en", "README.ja.md": "ja"}


def readmes(root: Path, templates: Mapping[str, Template]) -> dict[Path, str]:
    """The README files with their tables made anew; raises BadInput where a marker is missing."""
    return {
        root / name: with_part((root / name).read_text(), "templates", table(templates, language), name)
        for name, language in FILES.items()
    }


def table(templates: Mapping[str, Template], language: str) -> str:
    """One row per template, in Markdown."""
    rows = [HEADS[language], "|---|---|---|---:|---:|---|"]
    for template in templates.values():
        summary, scope = (
            getattr(text, language) for text in (template.article.summary, SCOPES[template.article.scope])
        )
        capabilities = ", ".join(template.capabilities) or "-"
        link = f"[{template.name}](templates/{template.name}.yaml)"
        rows.append(
            f"| {link} | {summary} | {scope} | {len(template.resources)} | {template.bytes:,} | {capabilities} |"
        )
    return "\n".join(rows)


def with_part(text: str, part: str, content: str, where: str) -> str:
    """``text`` with the lines between the markers of ``part`` replaced by ``content``."""
    begin, end = f"<!-- begin generated: {part} -->", f"<!-- end generated: {part} -->"
    pattern = re.compile(f"{re.escape(begin)}\n.*?{re.escape(end)}", re.DOTALL)
    if not pattern.search(text):
        raise BadInput(
            f"{where}: {part}", "the markers of the generated part are missing", f"Put back {begin} and {end}"
        )
    return pattern.sub(lambda _: f"{begin}\n{content}\n{end}", text)

"""index.json: everything on the pages for programs; ``index_schema.json`` describes it.

A field is never removed or given another meaning without a new ``schema`` number; fields may be added.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.catalogue.edition import Edition
from generator.catalogue.entries import Entry
from generator.catalogue.iam_actions import Grant
from generator.model import Parameter

SCHEMA = 1


def schema() -> str:
    """The JSON Schema of index.json."""
    return Path(__file__).with_name("index_schema.json").read_text("utf-8")


def index(articles: Sequence[Mapping[str, Any]], entries: Sequence[Entry], edition: Edition) -> str:
    """The text of index.json; ``articles`` are those of ``article_facts``."""
    facts = {
        "schema": SCHEMA,
        "version": edition.version,
        "commit": edition.commit,
        "date": edition.date,
        "template_base_url": edition.base_url,
        "articles": [_article(each) for each in articles],
        "controls": [_control(each) for each in entries],
    }
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")) + "\n"


def _article(facts: Mapping[str, Any]) -> dict[str, Any]:
    template, article = facts["template"], facts["article"]
    return {
        "name": template.name,
        "title": {"en": article.title.en, "ja": article.title.ja},
        "summary": {"en": article.summary.en, "ja": article.summary.ja},
        "cost": {"en": article.cost.en, "ja": article.cost.ja},
        "scope": article.scope.name,
        "requires": list(article.requires),
        "composes": [part.article for part in article.composes],
        "template": f"templates/{template.name}.yaml",
        "template_url": facts["url"],
        "launch_url": facts["link"],
        "stack_name": template.stack_name,
        "sha256": facts["sha256"],
        "bytes": template.bytes,
        "capabilities": list(template.capabilities),
        "regions": list(template.regions),
        "parameters": [_parameter(each) for each in template.parameters.values()],
        "resources": [{"logical_id": each["id"], "type": each["type"]} for each in facts["resources"]],
        "outputs": list(facts["outputs"]),
        "grants": [_grant(each) for each in facts["grants"]],
        "controls": [entry.control.identifier for entry in facts["controls"]],
        "detected_by": list(article.detected_by),
        "pages": {language: f"{language}/articles/{template.name}.html" for language in ("en", "ja")},
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {"Name": parameter.name, "Label": parameter.label, "Group": parameter.group, **parameter.body()}


def _grant(grant: Grant) -> dict[str, Any]:
    return {
        "logical_id": grant.logical_id,
        "type": grant.type,
        "actions": list(grant.actions),
        "managed_policies": list(grant.managed),
    }


def _control(entry: Entry) -> dict[str, Any]:
    return {
        **entry.facts,
        "service": entry.service,
        "severity": entry.severity,
        "why": {"en": entry.control.why.en, "ja": entry.control.why.ja},
        "pages": {language: f"{language}/controls/{entry.slug}.html" for language in ("en", "ja")},
    }

"""What the page of the whole Organization says, as data: the launch, the order of its parts, and the commands around it."""

import hashlib
from collections.abc import Mapping
from typing import Any

from generator.catalogue.article_facts import link, places
from generator.catalogue.commands import lines
from generator.catalogue.edition import Edition
from generator.render import Template
from generator.render.stack_sets import BASE_URL, organization
from generator.render.stack_sets.organization_archive import ARCHIVE
from generator.render.stack_sets.organization_parts import STAGES, TRAIL, WHOLE

UNIT = "r-examplerootid"


def organization_facts(templates: Mapping[str, Template], edition: Edition) -> dict[str, Any]:
    """Everything that both languages share; empty where ``templates`` lack the Organization's."""
    template = templates.get(organization.NAME)
    if template is None:
        return {}
    return {
        "name": template.name,
        "summary": template.article.summary,
        "stack_name": template.stack_name,
        "wraps": WHOLE,
        "link": link(template, edition, {BASE_URL: edition.base_url}),
        "places": list(places(template.regions)),
        "sha256": hashlib.sha256(template.text.encode()).hexdigest(),
        "bytes": template.bytes,
        "stages": {"archive": (ARCHIVE,), "trail": (TRAIL.article,), **STAGES},
        "prepare": lines([["baseline", "organization", "prepare"]]),
        "archive": lines([["baseline", "preflight", ARCHIVE]]),
        "plan": _plan(edition),
    }


def _plan(edition: Edition) -> str:
    """Of the same parts; CloudFormation reads the larger templates from where they are published."""
    base = edition.base_url or f"https://DOC-EXAMPLE-BUCKET.s3.{edition.region}.amazonaws.com/templates"
    return lines([["baseline", "stack-sets", "plan"], *STAGES.values(), ["--ou", UNIT], ["--template-base-url", base]])

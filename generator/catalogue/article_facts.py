"""What the page of an article says, as data: parameters, resources, grants, Regions, limits and commands."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.catalogue import commands
from generator.catalogue.diagram import diagram
from generator.catalogue.edition import Edition
from generator.catalogue.entries import Entry
from generator.catalogue.iam_actions import grants
from generator.knowledge import limits, regions
from generator.knowledge.resource_types import known_regions
from generator.launch_url import ParameterFacts, launch_url, template_url
from generator.model import BadInput, Parameter, Scope
from generator.render import Template

REFERENCE = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource"
FREE, CHOSEN, USE = "free", "chosen", "use"


def article_facts(template: Template, held: Sequence[Entry], edition: Edition) -> dict[str, Any]:
    """What both languages share, but for the launch of its stack set; ``held`` are the controls that the template holds."""
    region = launch_region(template, edition)
    published = template_url(edition.base_url, template.name) if edition.base_url else ""
    return {
        "name": template.name,
        "article": template.article,
        "template": template,
        "stack_name": template.stack_name,
        "region": region,
        "url": published,
        "link": link(template, edition),
        "capabilities": template.capabilities,
        "sha256": hashlib.sha256(template.text.encode()).hexdigest(),
        "lines": template.text.count("\n"),
        "cost_kind": cost_kind(template.article.cost.en),
        "groups": list(groups(template)),
        "resources": [_resource(name, body) for name, body in template.resources.items()],
        "outputs": template.data.get("Outputs", {}),
        "grants": grants(template.resources),
        "diagram": diagram(template.resources),
        "places": list(places(template.regions)),
        "meters": list(meters(template)),
        "controls": held,
        "services": " ".join(sorted({entry.service for entry in held})),
        "search": _search(template),
        **_commands(template, region, published),
    }


def _search(template: Template) -> str:
    article = template.article
    types = {str(body["Type"]).removeprefix("AWS::").replace("::", " ") for body in template.resources.values()}
    names = [template.name, article.title.en, article.title.ja, article.summary.en, article.summary.ja, *sorted(types)]
    return " ".join(names).lower()


def link(template: Template, edition: Edition, values: Mapping[str, str] | None = None) -> str:
    """The launch link that needs no JavaScript; empty where nobody said where the templates are, or no Region fits."""
    if not edition.base_url:
        return ""
    try:
        url = template_url(edition.base_url, template.name)
        facts = {name: ParameterFacts.from_template(name, template.parameters[name].body()) for name in values or ()}
        return launch_url(launch_region(template, edition), url, template.stack_name, values or {}, facts).url
    except BadInput:
        # us-east-1 of another partition: the reader chooses another bucket in the bar.
        return ""


def launch_region(template: Template, edition: Edition) -> str:
    """The Region of the links: us-east-1 where the article belongs, else the bucket's, else the first that has all types."""
    if template.article.scope is Scope.US_EAST_1:
        return "us-east-1"
    here = regions.region(edition.region)
    if here.code in template.regions or here.code not in known_regions():
        return here.code
    return next((each for each in template.regions if regions.region(each).partition == here.partition), here.code)


def cost_kind(words: str) -> str:
    """``free``, ``chosen`` (nothing until something is chosen) or ``use``, as the English sentence begins or ends."""
    if words.startswith("Free"):
        return FREE
    chosen = ("Nothing until", "Off by default", "Nothing while it is off")
    return CHOSEN if any(each in words for each in chosen) else USE


def groups(template: Template) -> Iterator[tuple[str, list[Parameter]]]:
    """The parameters under the headings of the console, in its order."""
    interface = template.data.get("Metadata", {}).get("AWS::CloudFormation::Interface", {})
    for group in interface.get("ParameterGroups", []):
        yield group["Label"]["default"], [template.parameters[name] for name in group["Parameters"]]


def _resource(name: str, body: Mapping[str, Any]) -> dict[str, str]:
    _, service, kind = str(body["Type"]).lower().split("::")
    return {
        "id": name,
        "type": body["Type"],
        "condition": body.get("Condition", ""),
        "page": f"{REFERENCE}-{service}-{kind}.html",
        "retained": "yes" if body.get("DeletionPolicy") == "Retain" else "",
    }


def places(available: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The partitions with a public console; each Region with ``yes``, ``no`` or ``unknown``."""
    for partition in regions.partitions().values():
        if partition.console_host is None:
            continue
        found = [
            {
                "region": each,
                "has": "yes" if each.code in available else "no" if each.code in known_regions() else "unknown",
            }
            for each in partition.regions
        ]
        yield {"partition": partition, "regions": found, "count": sum(each["has"] == "yes" for each in found)}


def meters(template: Template) -> Iterator[tuple[str, int, int]]:
    """The counts of what AWS limits: key of its words, the number, the limit."""
    yield "bytes_direct", template.bytes, limits.TEMPLATE_BODY_BYTES
    yield "bytes_s3", template.bytes, limits.TEMPLATE_OBJECT_BYTES
    yield "resources", len(template.resources), limits.TEMPLATE_RESOURCES
    yield "parameters", len(template.parameters), limits.TEMPLATE_PARAMETERS
    yield "outputs", len(template.data.get("Outputs", {})), limits.TEMPLATE_OUTPUTS


def _commands(template: Template, region: str, published: str) -> dict[str, Any]:
    name, stack = template.name, template.stack_name
    url = published or f"https://DOC-EXAMPLE-BUCKET.s3.{region}.amazonaws.com/{name}.yaml"
    partition = regions.region(region).partition
    where = [each for each in template.regions if regions.region(each).partition == partition]
    targets = where if template.article.scope is Scope.REGIONAL else [region]
    defaults = {each.name: str(each.default) for each in template.parameters.values() if each.default is not None}
    asked = {
        each.name: each.example or "" for each in template.parameters.values() if each.default is None and each.example
    }
    return {
        "deploy": commands.deploy(name, stack, region, template.bytes, template.capabilities),
        "stack_set": commands.stack_set(name, stack, url, region, template.capabilities),
        "stack_instances": commands.stack_instances(
            stack, region, [r for r in targets if not regions.region(r).opt_in]
        ),
        "stack_set_file": commands.parameters_of_stack_set(defaults | asked),
        "taskcat": commands.taskcat(name, [region], asked),
        "stack_set_link": f"{regions.region(region).console_url}/cloudformation/home?region={region}#/stacksets/create",
    }

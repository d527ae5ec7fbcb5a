"""One article rendered: the YAML text, the parameters file, and what is derived from them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from generator.knowledge.capabilities import capabilities
from generator.model import Article, BadInput, Parameter
from generator.render import availability
from generator.render.assembly import assembled
from generator.render.composition import composed, pascal
from generator.render.detection import detection
from generator.render.limits import require_limits
from generator.render.references import require_references
from generator.render.yaml_writer import write


@dataclass(frozen=True)
class Template:
    """A rendered article; ``data`` is what the YAML ``text`` says."""

    name: str
    article: Article
    data: Mapping[str, Any]
    text: str
    parameters: Mapping[str, Parameter]

    @property
    def resources(self) -> Mapping[str, Any]:
        """The resources by logical id."""
        body: Mapping[str, Any] = self.data["Resources"]
        return body

    @property
    def bytes(self) -> int:
        """The size of the YAML, of which 51,200 bytes may be sent without S3."""
        return len(self.text.encode())

    @property
    def stack_name(self) -> str:
        """The default stack name: ``DefaultSecurityGroup``, ``StackSetsDefaultSecurityGroup``."""
        return pascal(self.name.replace("/", "-"), self.article.title.en)

    @property
    def capabilities(self) -> tuple[str, ...]:
        """What the user must acknowledge before CloudFormation makes IAM resources."""
        return capabilities(self.resources.values())

    @cached_property
    def regions(self) -> tuple[str, ...]:
        """The Regions that have every resource type that the template makes there."""
        return availability.regions(dict(self.data))

    @property
    def parameters_file(self) -> str:
        """``parameters/<name>.json``: defaults, and the example where the article gives one.

        The form that ``aws cloudformation deploy --parameter-overrides file://`` and CodePipeline read.
        https://docs.aws.amazon.com/cli/latest/reference/cloudformation/deploy/
        """
        values = {
            name: str(parameter.example or ("" if parameter.default is None else parameter.default))
            for name, parameter in self.parameters.items()
        }
        return json.dumps({"Parameters": values}, indent=2) + "\n"


def render(name: str, articles: Mapping[str, Article]) -> Template:
    """The template of the article ``name``; raises BadInput that names its file and element."""
    source = f"generator/articles/{name.replace('-', '_')}.py"
    header: tuple[str, ...] = (f"Generated from {source}.", "Do not edit: change the article and run `make build`.")
    try:
        header += tuple(detection(articles[name], articles))
    except BadInput as error:
        raise BadInput(f"{source}: {error.where}", error.problem, error.remedy) from error
    return rendered(name, articles[name], articles, source, header)


def rendered(
    name: str, article: Article, articles: Mapping[str, Article], source: str, header: tuple[str, ...]
) -> Template:
    """The template of ``article``, which need not be in a file; ``source`` is what errors name."""
    made = assembled(source, article.summary.en, composed(article, articles))
    if "Resources" not in made.data:
        raise BadInput(source, "the article yields no resource", "Yield at least one")
    _require_values(source, made.parameters)
    require_references(source, made.data)
    try:
        text = write(made.data, made.comments, header, made.texts)
    except BadInput as error:
        raise BadInput(f"{source}: {error.where}", error.problem, error.remedy) from error
    require_limits(source, made.data, text, made.parameters)
    return Template(name, article, made.data, text, made.parameters)


def _require_values(source: str, parameters: Mapping[str, Parameter]) -> None:
    for name, parameter in parameters.items():
        if parameter.default is None and parameter.example is None and not parameter.no_echo:
            raise BadInput(f"{source}: {name}", "the parameter has neither a default nor an example", "Give one")

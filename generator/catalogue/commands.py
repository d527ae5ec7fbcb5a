"""The commands and files that launch a template otherwise than by its link; every value is quoted for a POSIX shell.

https://docs.aws.amazon.com/cli/latest/reference/cloudformation/
"""

import json
import shlex
from collections.abc import Mapping, Sequence

from generator.knowledge import limits


def deploy(name: str, stack_name: str, region: str, size: int, capabilities: Sequence[str]) -> str:
    """``aws cloudformation deploy`` with the downloaded template and its parameters file."""
    words = [
        ["aws", "cloudformation", "deploy"],
        ["--region", region],
        ["--stack-name", stack_name],
        ["--template-file", f"{name}.yaml"],
        ["--parameter-overrides", f"file://{name}.json"],
    ]
    if size > limits.TEMPLATE_BODY_BYTES:
        words.append(["--s3-bucket", "DOC-EXAMPLE-BUCKET"])
    if capabilities:
        words.append(["--capabilities", *capabilities])
    return lines(words)


def stack_set(name: str, stack_name: str, template_url: str, region: str, capabilities: Sequence[str]) -> str:
    """``aws cloudformation create-stack-set`` for the accounts of an Organization, new ones too."""
    words = [
        ["aws", "cloudformation", "create-stack-set"],
        ["--region", region],
        ["--stack-set-name", stack_name],
        ["--template-url", template_url],
        ["--parameters", f"file://{name}-stack-set.json"],
        ["--permission-model", "SERVICE_MANAGED"],
        ["--auto-deployment", "Enabled=true,RetainStacksOnAccountRemoval=false"],
    ]
    if capabilities:
        words.append(["--capabilities", *capabilities])
    return lines(words)


def stack_instances(stack_name: str, region: str, regions: Sequence[str], unit: str = "r-examplerootid") -> str:
    """``aws cloudformation create-stack-instances``; ``unit`` is a root or an organizational unit."""
    return lines(
        [
            ["aws", "cloudformation", "create-stack-instances"],
            ["--region", region],
            ["--stack-set-name", stack_name],
            ["--deployment-targets", f"OrganizationalUnitIds={unit}"],
            ["--regions", *regions],
            ["--operation-preferences", "RegionConcurrencyType=PARALLEL,FailureTolerancePercentage=10"],
        ]
    )


def parameters_of_stack_set(values: Mapping[str, str]) -> str:
    """The file that ``create-stack-set --parameters file://`` reads."""
    return json.dumps([{"ParameterKey": name, "ParameterValue": value} for name, value in values.items()], indent=2)


def taskcat(name: str, regions: Sequence[str], values: Mapping[str, str]) -> str:
    """A ``.taskcat.yml`` of one test; a text in JSON's form is one in YAML's too."""
    rows = [
        "project:",
        f"  name: {json.dumps(name)}",
        f"  regions: {json.dumps(list(regions))}",
        "  package_lambda: false",
        "tests:",
        f"  {name}:",
        f"    template: templates/{name}.yaml",
    ]
    if values:
        rows += ["    parameters:", *(f"      {key}: {json.dumps(value)}" for key, value in values.items())]
    return "\n".join(rows)


def lines(words: Sequence[Sequence[str]]) -> str:
    """A command, an option a line, each word quoted where the shell would read it otherwise."""
    return " \\\n  ".join(shlex.join(each) for each in words)

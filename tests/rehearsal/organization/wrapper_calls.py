"""Published templates in the bucket of a rehearsed organization, and wrappers launched from there."""

from generator.build.outputs import ROOT
from generator.rehearsal.committed import committed_parameters, template_text
from generator.rehearsal.organization.organization import StrictOrganization
from generator.rehearsal.organization.tree import Unit
from generator.rehearsal.stack import Stack
from generator.template.capabilities import needed_capabilities
from generator.template.template import load

REGIONS = ("eu-west-1", "us-east-1")
TREE = Unit("Root", [], [Unit("Security", ["log"]), Unit("Workloads", ["work"])])
BUCKET = "published-templates"
BASE = f"https://{BUCKET}.s3.us-east-1.amazonaws.com/1.0.0/templates"
WRAPPERS = sorted(path.stem for path in (ROOT / "templates/stack-sets").glob("*.yaml"))


def published(organization: StrictOrganization, *names: str) -> None:
    s3 = organization.client("s3")
    s3.create_bucket(Bucket=BUCKET)
    for name in names:
        body = template_text(name).encode()
        s3.put_object(Bucket=BUCKET, Key=f"1.0.0/templates/{name}.yaml", Body=body)


def launched(organization: StrictOrganization, name: str, *first: str, **given: str) -> Stack:
    """``first`` are the resources to be made first, as far as their dependencies allow."""
    text = template_text(f"stack-sets/{name}")
    values = committed_parameters(f"stack-sets/{name}")
    values |= {"TemplateBaseUrl": BASE, "OrganizationalUnitIds": organization.ou("Root")}
    values |= {"Regions": ",".join(REGIONS)} if "Regions" in values else {}
    return organization.aws.create_stack(
        f"wraps-{name}", text, values | given, capabilities=needed_capabilities(load(text)), order=first
    )

"""The links that launch an article in the management account, which no service-managed stack set reaches.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-associate-stackset-with-org.html
"""

from generator.launch_url import ParameterFacts, launch_url, template_url
from generator.render import pascal
from generator.stack_sets.parameters import HIDDEN
from generator.stack_sets.planning import SetPlan


def launch_command(plan: SetPlan, region: str) -> str:
    """The command that prints the link, for whoever knows where the templates are published."""
    return f"baseline launch-url {plan.about.article} --region {region} --template-base-url URL"


def launch_links(plan: SetPlan, base_url: str) -> dict[str, str]:
    """The quick-create links by Region, with the parameters of the stack set that are not the template's defaults."""
    about = plan.about
    facts = {name: ParameterFacts.from_template(name, body) for name, body in about.template.parameters.items()}
    values = {
        name: value
        for name, value in plan.wanted.parameters.items()
        if value not in (about.defaults[name], HIDDEN) and name not in about.hidden
    }
    url = template_url(base_url, about.article)
    name = pascal(about.article, about.title)
    return {region: launch_url(region, url, name, values, facts).url for region in plan.regions}

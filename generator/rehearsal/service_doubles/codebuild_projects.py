"""A double of CodeBuild's UpdateProject, which moto does not have: what is given replaces what moto holds.

https://docs.aws.amazon.com/codebuild/latest/APIReference/API_UpdateProject.html
"""

from typing import Any, Final

from generator.rehearsal.api_call import Answer, Call


def update_project(call: Call) -> Answer:
    """Replace the given members of a project, each as a whole; AWS checks PassRole only for a role that is given."""
    from moto.codebuild.models import codebuild_backends

    projects = codebuild_backends[call.account.account_id][call.account.region].codebuild_projects
    project: Any = projects.get(call.parameters["name"])
    if project is None:
        raise call.refuse("ResourceNotFoundException", f"Project cannot be found: {call.parameters['name']}")
    project.project_metadata.update({key: value for key, value in call.parameters.items() if key != "name"})
    return {"project": dict(project.project_metadata)}


DOUBLES: Final = {("codebuild", "UpdateProject"): update_project}

"""Plans, and looks at, a stack set of 17,000 instances in the rehearsed organization; prints the seconds, calls and memory of both."""

import json
import resource
from time import process_time

from generator.stack_sets.definition import definitions
from generator.stack_sets.planning import Choice, Planner
from generator.stack_sets.service import StackSets
from generator.stack_sets.status import statuses
from generator.stack_sets.targets import Targets
from generator.stack_sets.template_source import TemplateSource
from tests.stack_sets.large_organization import large_organization


def main() -> None:
    """Print a JSON object of ``plan`` and ``status``: seconds of the processor and API calls; ``memory`` is in MiB."""
    told: dict[str, object] = {}
    with large_organization() as large:
        session = large.session()

        def plan() -> None:
            choice = Choice(definitions(["config"]), Targets((large.root,)))
            Planner(session, StackSets(session), choice, TemplateSource(session)).plan()

        def status() -> None:
            list(statuses(StackSets(session), ["config"]))

        for name, work in (("plan", plan), ("status", status)):
            large.calls.clear()
            began = process_time()
            work()
            told[name] = {"seconds": process_time() - began, "calls": sum(large.calls.values())}
    told["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps(told))


if __name__ == "__main__":
    main()

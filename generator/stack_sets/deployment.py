"""Brings the stack sets to what a plan says, each article after what it requires, and can be begun again at any point."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from generator.stack_sets.operations import Follower, Outcome
from generator.stack_sets.parameters import request
from generator.stack_sets.planning import Planner, SetPlan
from generator.stack_sets.requests import create_requests, delete_requests, preferences, update_requests
from generator.stack_sets.stored import names


@dataclass(frozen=True)
class Result:
    """What became of one article: the operations that were followed; ``blocked`` names a failed article that it needs."""

    article: str
    outcomes: tuple[Outcome, ...] = ()
    blocked: str = ""

    @property
    def succeeded(self) -> bool:
        """Whether every instance is as it should be, as far as the operations of this command reached."""
        return not self.blocked and all(outcome.succeeded for outcome in self.outcomes)

    @property
    def stopped(self) -> bool:
        """Whether what requires the article should not be begun: more failed than is tolerated."""
        return bool(self.blocked) or any(outcome.state.status != "SUCCEEDED" for outcome in self.outcomes)


@dataclass
class Deployment:
    """Deploys the articles of a planner; ``say`` tells each step in one line."""

    planner: Planner
    follower: Follower
    say: Callable[[str], object]
    results: list[Result] = field(default_factory=list)

    def run(self) -> list[Result]:
        """Deploy every article, in order; what requires one that stopped is left alone."""
        stopped: dict[str, str] = {}
        for about in self.planner.choice.articles:
            cause = next((article for article in about.requires if article in stopped), "")
            if cause:
                self.say(f"{about.name}: not begun, because {cause} failed")
                result = Result(about.article, blocked=cause)
            else:
                result = Result(about.article, tuple(self._deploy(about.name)))
            if result.stopped:
                stopped[about.article] = about.article
            self.results.append(result)
        return self.results

    def _deploy(self, name: str) -> list[Outcome]:
        there = names(self.planner.service)
        if name in there:
            # What an earlier command began is followed first; what it did not reach is planned anew.
            for outcome in self.follower.finish(name):
                self.say(f"{name}: {outcome.state.action} that was running: {outcome.state.status}")
        about = next(each for each in self.planner.choice.articles if each.name == name)
        plan = self.planner.set_plan(about, there)
        outcomes: list[Outcome] = []
        if plan.stored is None:
            self._make(plan)
        elif plan.changes:
            outcomes.append(self._update(plan))
        else:
            outcomes += self._retry(plan)
        if not any(outcome.state.status != "SUCCEEDED" for outcome in outcomes):
            outcomes += self._create(plan)
        if not any(outcome.state.status != "SUCCEEDED" for outcome in outcomes):
            outcomes += self._prune(plan)
        if not outcomes:
            self.say(f"{name}: nothing to do")
        return [self._expected(outcome) for outcome in outcomes]

    def _expected(self, outcome: Outcome) -> Outcome:
        """The outcome without the accounts that the plan skipped: AWS tells a suspended one among its failures."""
        left_out = self.planner.reach.left_out
        return replace(outcome, failures=tuple(each for each in outcome.failures if each.account not in left_out))

    def _make(self, plan: SetPlan) -> None:
        self.say(f"{plan.name}: make the stack set")
        members = self._set_members(plan) | self.planner.source.members(plan.about)
        self.planner.service.call("create_stack_set", plan.name, PermissionModel="SERVICE_MANAGED", **members)

    def _update(self, plan: SetPlan) -> Outcome:
        self.say(f"{plan.name}: update the stack set and its instances")
        members = self._set_members(plan)
        del members["StackSetName"]
        if any(change.what == "template" for change in plan.changes):
            members |= self.planner.source.members(plan.about)
        else:
            members["UsePreviousTemplate"] = True
        if plan.present:
            members["OperationPreferences"] = preferences(plan.present)
        return self.follower.run(plan.name, "update_stack_set", members)

    def _retry(self, plan: SetPlan) -> list[Outcome]:
        about, wanted = plan.about, plan.wanted
        same = {
            "UsePreviousTemplate": True,
            "Parameters": [{"ParameterKey": name, "UsePreviousValue": True} for name in wanted.parameters],
            "Capabilities": list(about.capabilities),
        }
        outcomes = []
        for each in update_requests(plan.instances.update, plan.units):
            self.say(f"{plan.name}: {each.words}")
            outcomes.append(self.follower.run(plan.name, each.operation, {**each.members, **same}))
        return outcomes

    def _create(self, plan: SetPlan) -> list[Outcome]:
        outcomes: list[Outcome] = []
        planner = self.planner
        for each in create_requests(
            plan.instances, planner.choice.targets, planner.reach, plan.regions, plan.registered
        ):
            self.say(f"{plan.name}: {each.words}")
            outcomes.append(self.follower.run(plan.name, each.operation, each.members))
            if outcomes[-1].state.status != "SUCCEEDED":
                break
        return outcomes

    def _prune(self, plan: SetPlan) -> list[Outcome]:
        outcomes = []
        for each in delete_requests(plan.instances.remove, plan.units):
            self.say(f"{plan.name}: {each.words}")
            outcomes.append(self.follower.run(plan.name, each.operation, each.members))
        return outcomes

    def _set_members(self, plan: SetPlan) -> dict[str, Any]:
        wanted = plan.wanted
        auto: dict[str, Any] = {"Enabled": True, "RetainStacksOnAccountRemoval": wanted.retain}
        if wanted.depends_on or (plan.stored and plan.stored.depends_on):
            auto["DependsOn"] = list(wanted.depends_on)
        return {
            "StackSetName": plan.name,
            "Description": plan.about.summary[:1024],
            "Parameters": request(plan.about, wanted.parameters, wanted.given),
            "Capabilities": list(plan.about.capabilities),
            "AutoDeployment": auto,
            "ManagedExecution": {"Active": True},
        }

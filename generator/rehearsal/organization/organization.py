"""The rehearsed organization: its tree, its clock, its sessions, and the events that a test stages.

https://docs.aws.amazon.com/organizations/latest/APIReference/Welcome.html
"""

from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self

from generator.knowledge.regions import regions_of
from generator.rehearsal.account import ACCOUNT_ID, StrictAccount
from generator.rehearsal.account_region import unhooked_session
from generator.rehearsal.organization import (
    account_regions,
    auto_deployment,
    operations,
    operations_api,
    organizations_api,
    policies,
    service_access,
    stack_instances_api,
    stack_sets_api,
    tokens,
)
from generator.rehearsal.organization.clock import OrganizationClock
from generator.rehearsal.organization.faults import Fault, StackFailures
from generator.rehearsal.organization.gate import Gate, LoggedCall
from generator.rehearsal.organization.identifiers import Identifiers
from generator.rehearsal.organization.quotas import Quotas
from generator.rehearsal.organization.tree import Member, Tree, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    import boto3

    from generator.rehearsal.organization.stack_set import StackSet
    from generator.rehearsal.stack import Stack

ANSWERS: Final = {
    **account_regions.ANSWERS,
    **operations_api.ANSWERS,
    **organizations_api.ANSWERS,
    **policies.ANSWERS,
    **service_access.ANSWERS,
    **stack_instances_api.ANSWERS,
    **stack_sets_api.ANSWERS,
}
"""What the organization answers, by service and operation; everything else is the strict account's."""
MOST_STEPS: Final = 1_000_000
DEFAULT_REGIONS: Final = tuple(region.code for region in regions_of("aws") if not region.opt_in)
"""The Regions that every account has from the start."""


class StrictOrganization:
    """An Organization and its StackSets on this machine; ``with StrictOrganization(tree) as organization:``.

    ``tree`` is the root with its accounts and OUs; an account is a name (its id is then given out, the same on every run) or a
    twelve-digit id. The management account, ``management``, is in the root besides. Every account has ``regions`` enabled; see
    ``enable_region``. A ``light`` organization keeps stack instances as records and deploys no stacks: for a thousand accounts.

    Everywhere an account is named by its id or name, an OU by its id or path (``Workloads/Prod``; the root is ``Root``).

    Operations of StackSets proceed by one round of instances with each DescribeStackSetOperation or ListStackSetOperations, and
    with each ten seconds of ``clock``: hand ``clock.sleep`` to what waits, or let nothing wait at all.
    """

    def __init__(
        self,
        tree: Unit,
        *,
        management: str = ACCOUNT_ID,
        home: str = "us-east-1",
        regions: Sequence[str] = DEFAULT_REGIONS,
        light: bool = False,
        quotas: Quotas | None = None,
    ) -> None:
        self.aws = StrictAccount(management, home)
        """The strict account behind: ``aws.stacks(account_id=..., region=...)`` shows what was deployed."""
        self.clock = OrganizationClock(self.step)
        self.tree = Tree(tree, management, regions, self.clock.time())
        self.gate = Gate(self.aws, self.clock)
        self.light = light
        self.quotas = quotas or Quotas()
        self.access = service_access.ServiceAccess()
        self.policies = policies.Policies()
        self.stack_sets: list[StackSet] = []
        """Every stack set that was made, deleted ones too, oldest first."""
        self.drifted: set[tuple[str, str, str]] = set()
        """Stack set name, account id and Region of what drift detection is to find."""
        self.ids = Identifiers(self.aws.account_region().partition, management, self.tree.root)
        self.failing = StackFailures()
        self._entered: ExitStack | None = None
        self._sessions: dict[tuple[str, str], boto3.Session] = {}

    def __enter__(self) -> Self:
        self._entered = ExitStack()
        self._entered.enter_context(self.aws)
        self._entered.enter_context(self._at_the_gate())
        self.aws.doubles = {key: partial(answer, self) for key, answer in ANSWERS.items()}
        self.aws.organization_of = self._organization_of
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._entered is not None:
            self._entered.close()
        self._entered = None
        self.aws.doubles = {}
        self.aws.organization_of = lambda _: ""

    def _organization_of(self, account_id: str) -> str:
        return self.ids.organization if account_id in self.tree.members else ""

    @contextmanager
    def _at_the_gate(self) -> "Iterator[None]":
        from botocore.handlers import BUILTIN_HANDLERS, REGISTER_LAST

        handlers: list[Any] = [
            ("before-parameter-build", self.gate.remember, REGISTER_LAST),
            ("before-call", self.gate.judge),
        ]
        BUILTIN_HANDLERS.extend(handlers)
        self.gate.open = True
        self.gate.own = tokens.answers(self)
        try:
            yield
        finally:
            self.gate.open = False
            for handler in handlers:
                BUILTIN_HANDLERS.remove(handler)

    @property
    def management(self) -> str:
        """The id of the management account."""
        return self.tree.management

    @property
    def root(self) -> str:
        """The id of the root."""
        return self.tree.root

    def account(self, name: str) -> str:
        """The id of an account; LookupError if there is none."""
        return self.tree.member(name).account_id

    def ou(self, path: str) -> str:
        """The id of an OU; LookupError if there is none."""
        return self.tree.unit(path).unit_id

    def session(self, account: str | None = None, region: str | None = None) -> "boto3.Session":
        """A boto3 session of a user of an account (the management account unless named); reads nothing of this machine.

        Also answered in-process, while the organization is entered: ``boto3.Session()`` without keys, as ``signed_in``, and sessions
        with keys that AssumeRole gave, which expire after an hour of the clock.
        """
        key = (self.account(account or self.management), region or self.aws.region)
        if key not in self._sessions:
            issued = self.gate.issue(key[0])
            keys = {"AccessKeyId": issued.access_key, "SecretAccessKey": "not-a-secret"}
            self._sessions[key] = unhooked_session(key[1], keys)
        return self._sessions[key]

    def client(self, service: str, account: str | None = None, region: str | None = None) -> Any:
        """A boto3 client of ``session(account, region)``."""
        return self.session(account, region).client(service)  # type: ignore[call-overload]  # any service

    def sign_in(self, account: str) -> None:
        """Let sessions without keys, such as the command line's, be of this account."""
        self.gate.signed_in = self.account(account)

    @property
    def calls(self) -> Counter[str]:
        """How often each API call was made through the sessions: ``cloudformation:ListStackInstances``. Clear it to count anew."""
        return self.gate.calls

    @property
    def log(self) -> list[LoggedCall]:
        """The calls in order."""
        return self.gate.log

    def fail_next(
        self, operation: str, error: str | BaseException, nth: int = 1, *, times: int = 1, after: bool = False
    ) -> None:
        """Let the ``nth`` next call of ``operation`` fail, and the ``times - 1`` after it.

        ``operation``: ``CreateStackInstances``, ``cloudformation:CreateStackInstances``, or ``*`` for any call. ``error``: an error
        code (``Throttling``, ``InternalFailure``, ``ExpiredToken``...), which the caller sees as after botocore's own retries, or
        an exception to be raised (``KeyboardInterrupt()``). ``after``: the call is carried out, and its answer lost.
        """
        self.gate.faults.append(Fault(operation, error, nth, times, after))

    def fail_instances(self, account: str = "*", region: str = "*", reason: str = "Access denied") -> None:
        """Let every stack operation in this account and Region (``*``: in all) fail with ``reason``, until ``heal``."""
        self.failing.stage(account if account == "*" else self.account(account), region, reason)

    def heal(self) -> None:
        """Undo every ``fail_instances``."""
        self.failing.clear()

    def drift(self, stack_set: str, account: str, region: str) -> None:
        """Let the next drift detection of a stack set, by name, find this stack drifted."""
        self.drifted.add((stack_set, self.account(account), region))

    def join(self, account: str, ou: str) -> str:
        """A new account, by name or twelve-digit id, joins in an OU; gives its id. Auto-deployment begins."""
        member = self.tree.add_account(account, self.ou(ou), self.clock.time())
        auto_deployment.follow(self, member.account_id)
        return member.account_id

    def move(self, account: str, ou: str) -> None:
        """An account moves to another OU; auto-deployment begins."""
        member = self.tree.member(account)
        member.parent = self.ou(ou)
        auto_deployment.follow(self, member.account_id)

    def leave(self, account: str) -> None:
        """A member leaves the organization: auto-deployment deletes its stacks, or leaves them to it."""
        member = self.tree.member(account)
        if member.account_id == self.management:
            raise ValueError("the management account cannot leave its organization")
        del self.tree.members[member.account_id]
        for accounts in self.access.delegated.values():
            accounts.pop(member.account_id, None)
        auto_deployment.follow(self, member.account_id)

    def suspend(self, account: str) -> None:
        """An account is suspended (closed): operations skip it."""
        self.tree.member(account).status = "SUSPENDED"

    def restore(self, account: str) -> None:
        """A suspended account is active again."""
        self.tree.member(account).status = "ACTIVE"

    def enable_region(self, account: str, *regions: str) -> None:
        """Opt an account (``*``: all of them) in to Regions."""
        for member in self._members(account):
            member.regions.update(regions)

    def disable_region(self, account: str, *regions: str) -> None:
        """Disable Regions in an account (``*``: in all of them)."""
        for member in self._members(account):
            member.regions.difference_update(regions)

    def _members(self, account: str) -> list[Member]:
        return list(self.tree.members.values()) if account == "*" else [self.tree.member(account)]

    def step(self) -> None:
        """Everything that runs does one round of work."""
        with self.aws.lock:
            operations.step(self)

    def settle(self) -> None:
        """Let everything that runs come to its end."""
        for _ in range(MOST_STEPS):
            if not operations.running(self):
                return
            self.step()
        raise RuntimeError("an operation does not come to its end")

    def trust_stack_sets(self) -> None:
        """Activate StackSets' trusted access, as the console does."""
        self.client("cloudformation").activate_organizations_access()

    def stack(self, stack_set: str, account: str, region: str) -> "Stack | None":
        """The live stack of a stack set (by name) in an account and Region; None if there is none, or in a light organization."""
        start = f"StackSet-{stack_set}-"
        stacks = self.aws.stacks(account_id=self.account(account), region=region)
        return next((stack for stack in stacks if stack.live and stack.name.startswith(start)), None)

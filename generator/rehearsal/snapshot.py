"""What moto's services and the doubles hold at one moment, copied so that it can be put back as often as wanted.

https://docs.python.org/3/library/copy.html#copy.deepcopy
"""

import copy
import copyreg
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from threading import Lock, RLock
from typing import Any, Final
from unittest.mock import patch
from weakref import WeakValueDictionary

LOCKS: Final[Mapping[Any, Any]] = {
    type(make()): partial(lambda made_by, _: (made_by, ()), make) for make in (Lock, RLock)
}
"""How to copy a lock: the copy is a free one."""


@dataclass(frozen=True)
class _Service:
    """One of moto's services: its own place, those of its accounts, the backends by account and Region, and what all share."""

    place: Any
    accounts: Mapping[str, Any]
    backends: Mapping[str, Mapping[str, Any]]
    shared: Mapping[str, Any]


@dataclass(frozen=True)
class Snapshot:
    """A state that nothing else refers to; ``fixed`` are the objects in it that stand for themselves."""

    services: tuple[_Service, ...]
    state: Mapping[str, Any]
    fixed: tuple[Any, ...]

    def put_back(self) -> dict[str, Any]:
        """Make moto, which has to be empty, hold what it held, and answer with a copy of the rest, to be changed."""
        services, state = _copied((self.services, self.state), self.fixed, in_use=True)
        for service in services:
            service.place.update(service.accounts)
            for account, backends in service.backends.items():
                service.accounts[account].clear()
                service.accounts[account].update(backends)
            vars(service.place).update(service.shared)
            _in_use().append(service.place)
        copied: dict[str, Any] = state
        return copied


def take_snapshot(state: Mapping[str, Any], fixed: Iterable[Any]) -> Snapshot:
    """A copy of what moto holds and of ``state``; no object of ``fixed`` is copied.

    Peering between Regions is not in it: moto finds the other side in a list of all backends, which has no copies.
    """
    services = tuple(map(_service, _in_use()))
    places = [place for service in services for place in (service.place, *service.accounts.values())]
    whole = (*fixed, *places, *_data(services))
    with _untracked():
        copied_services, copied_state = _copied((services, state), whole, in_use=False)
    return Snapshot(copied_services, copied_state, whole)


def _data(services: Iterable[_Service]) -> Iterator[Any]:
    """What IAM Identity Center's backends have read of AWS's managed policies: large, and nothing changes it."""
    for service in services:
        for backend in (each for backends in service.backends.values() for each in backends.values()):
            if service.place.service_name == "sso-admin":
                yield backend.aws_managed_policies


def _in_use() -> list[Any]:
    """moto's list of the services that hold something."""
    from moto.core import base_backend

    services: Any = base_backend.BackendDict
    found: list[Any] = services._instances
    return found


def _service(place: Any) -> _Service:
    # The owners of all buckets and of all Organizations: names that are taken in every account.
    shared = {name: value for name, value in vars(place).items() if isinstance(value, dict)}
    return _Service(place, dict(place), {account: dict(backends) for account, backends in place.items()}, shared)


@contextmanager
def _untracked() -> Iterator[None]:
    """moto closes the files of every S3 object that it knows of when it is emptied: it must not know of those made meanwhile."""
    from moto.core.model_instances import model_data

    models: list[Any] = [model for models in model_data.values() for model in models.values()]
    before = [len(model.instances_tracked) for model in models]
    yield
    for model, count in zip(models, before, strict=True):
        del model.instances_tracked[count:]


def _copied(whole: Any, fixed: Iterable[Any], *, in_use: bool) -> Any:
    from moto.core.model import ServiceModel
    from moto.ec2.models.security_groups import SecurityGroupRule
    from moto.s3.models import FakeKey
    from moto.ssm.models import ParameterDict

    own = {ParameterDict: _parameter_dict, ServiceModel: _itself, **LOCKS}
    memo: dict[int, Any] = {id(each): each for each in fixed}
    with patch.dict(copyreg.dispatch_table, own):
        copied = copy.deepcopy(whole, memo)
    # What moto and weakref copy in their own way still refers to what was copied.
    for each in list(memo.values()):
        if isinstance(each, SecurityGroupRule):
            each.ec2_backend = memo[id(each.ec2_backend)]
        elif isinstance(each, WeakValueDictionary):
            each.update({key: memo[id(value)] for key, value in each.items()})
        elif isinstance(each, FakeKey):
            # moto warns of an object that goes before its file is closed; a snapshot's has none on the disk.
            each.disposed = not in_use
    return copied


def _parameter_dict(parameters: Any) -> tuple[Any, ...]:
    """How to copy moto's store of SSM parameters, which is made of an account and a Region."""
    made_of = (parameters.account_id, parameters.region_name)
    return type(parameters), made_of, vars(parameters), None, iter(parameters.items())


def _itself(_model: Any) -> str:
    """A service's model, which nothing changes, is not copied: of what is reduced to a name, copy takes the thing itself."""
    return "model"

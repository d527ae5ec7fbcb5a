"""Every probe in every Region, for the articles that would be launched there."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from generator import registry
from generator.build.outputs import ROOT
from generator.model import Article, BadInput, Scope
from generator.preflight.answers import NotAllowed, NotAnswered
from generator.preflight.files import place_of, values_before
from generator.preflight.finding import Finding, Level
from generator.preflight.launch import Launch, template
from generator.preflight.place import Place
from generator.preflight.probe import Probe, probes
from generator.preflight.session import Caller
from generator.template.errors import RequestRefused
from generator.template.rules import check_rules

OnProbe = Callable[[str, str], None]
"""Hears of each probe before it looks: its name and the Region."""
ONLY: Final = "us-east-1"


@dataclass(frozen=True)
class Report:
    """``files`` are what is to be written: the values of each parameters file."""

    account: str
    findings: tuple[Finding, ...]
    files: Mapping[Path, Mapping[str, str]]

    @property
    def status(self) -> int:
        """Exit status: 2 where something was not seen, 1 where the launch will fail, else 0."""
        levels = {finding.level for finding in self.findings}
        return 2 if Level.UNSEEN in levels else 1 if Level.FAILS in levels else 0

    def facts(self) -> dict[str, Any]:
        """What ``--json`` prints."""
        return {
            "account": self.account,
            "status": self.status,
            "findings": [finding.facts() for finding in self.findings],
            "files": {str(path): dict(values) for path, values in self.files.items()},
        }


def wanted(names: Sequence[str]) -> tuple[str, ...]:
    """The articles in the order in which they require each other; baseline without names, BadInput for an unknown one."""
    found = registry.articles()
    chosen = {registry.article_name(name, found) for name in (names or ("baseline",))}
    return tuple(name for name in registry.in_order(found) if name in chosen)


def needed(articles: Sequence[str], *, organization: bool) -> dict[str, Probe]:
    """The probes that the articles concern, by name, in the order in which they look."""
    launches = [Launch(name, template(ROOT, name), {}, "", "") for name in articles]
    return {
        name: probe
        for name, probe in probes().items()
        if (organization or not probe.organization) and any(map(probe.concerns, launches))
    }


def preflight(
    who: Caller,
    articles: Sequence[str],
    regions: Sequence[str],
    out: Path,
    *,
    organization: bool = False,
    on_probe: OnProbe | None = None,
) -> Report:
    """What is there and what follows; nothing is changed, and nothing written. ``regions`` have the home Region first."""
    looking = needed(articles, organization=organization)
    findings: list[Finding] = []
    files: dict[Path, Mapping[str, str]] = {}
    closed: set[str] = set()
    for region in regions:
        launches = _launches(who.account, articles, region, regions, out)
        place = Place(who, region, regions[0], launches, tuple(regions), closed)
        findings += _looked(place, looking, on_probe)
        findings += (replace(each, region=region) for each in _refused(launches))
        if region not in closed:
            files |= {place_of(out, who.account, region, regions[0], each.article): each.values for each in launches}
    return Report(who.account, tuple(findings), files)


def _looked(place: Place, looking: Mapping[str, Probe], on_probe: OnProbe | None) -> Iterator[Finding]:
    for name, probe in looking.items():
        if place.region in place.closed or (probe.once and not place.is_home):
            continue
        if on_probe is not None:
            on_probe(name, place.region)
        place.allowed = probe.calls
        yield from (replace(each, region=each.region or place.region) for each in _seen(name, probe.look(place)))


def _refused(launches: Iterable[Launch]) -> Iterator[Finding]:
    """What the template's own rules say of the parameters by now."""
    for launch in launches:
        try:
            check_rules(launch.body.get("Rules", {}), launch.scope())
        except RequestRefused as refused:
            yield Finding(Level.FAILS, "parameters", f"{launch.article}: {refused.message}", (launch.article,))


def _seen(name: str, found: Iterable[Finding]) -> Iterator[Finding]:
    subject = name.replace("_", " ")
    try:
        yield from found
    except NotAllowed as refused:
        yield Finding(Level.UNSEEN, subject, f"not allowed to look: {refused.call}. baseline preflight --policy")
    except NotAnswered as error:
        yield Finding(Level.UNSEEN, subject, f"no answer: {error}")


def _launches(account: str, articles: Sequence[str], region: str, regions: Sequence[str], out: Path) -> list[Launch]:
    found, home = registry.articles(), regions[0]
    made = []
    for name in articles:
        if not _belongs(found[name], region, home):
            continue
        body, path = template(ROOT, name), place_of(out, account, region, home, name)
        values = values_before(path, ROOT / "parameters" / f"{name}.json", body.get("Parameters", {}))
        if len(regions) > 1 and values.get("HomeRegion") == "":
            values["HomeRegion"] = home
        made.append(Launch(name, body, values, account, region, path.exists()))
    return made


def _belongs(article: Article, region: str, home: str) -> bool:
    if article.scope is Scope.REGIONAL:
        return True
    return region == (ONLY if article.scope is Scope.US_EAST_1 else home)


def require_places(articles: Sequence[str], regions: Sequence[str]) -> None:
    """BadInput for an article that none of the Regions is for."""
    found = registry.articles()
    for name in articles:
        if not any(_belongs(found[name], region, regions[0]) for region in regions):
            raise BadInput(name, f"it is launched in {ONLY} only", f"Add --region {ONLY}")

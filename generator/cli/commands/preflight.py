"""``baseline preflight``: what an account already has, before a launch finds it."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.preflight.preflight import Report
    from generator.preflight.probe import Probe


@click.command()
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
@click.option("--account", metavar="ID", help="Account of the Organization, by its role OrganizationAccountAccessRole.")
@click.option("--profile", help="Profile of the AWS configuration.")
@click.option("--role-arn", metavar="ARN", help="Role to look with.")
@click.option("--region", "regions", multiple=True, help="Region to look in, the home Region first; may be repeated.")
@click.option(
    "--organization", is_flag=True, help="Also look at trusted access, delegated administrators, aggregators."
)
@click.option("--policy", is_flag=True, help="Print the least IAM policy that this needs, and look at nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--out", type=click.Path(), default="parameters", show_default=True, help="Folder of the files.")
def command(  # noqa: PLR0913, PLR0917  # one argument per option
    articles: tuple[str, ...],
    account: str | None,
    profile: str | None,
    role_arn: str | None,
    regions: tuple[str, ...],
    organization: bool,
    policy: bool,
    as_json: bool,
    out: str,
) -> None:
    """Look, change nothing, and write OUT/ACCOUNT/ARTICLE.json: each CREATE or EXISTING decided for the account.

    Without ARTICLE: baseline. What parameters cannot decide is said in one line. In a Region beside the home Region the files stand in
    a folder of its name. What the files of an earlier run say is kept where nothing speaks against it.

    Exit status: 0 the launch can go on, 1 it will fail, 2 wrong use, or something could not be looked at.
    """
    from generator.preflight.preflight import needed, wanted

    names = wanted(articles)
    if policy:
        _print_policy(needed(names, organization=organization).values())
        return
    _refuse_both(account=account, profile=profile, role_arn=role_arn)
    report = _report(
        names, (account, profile, role_arn), _known(regions), out, organization=organization, quiet=as_json
    )
    _tell(report, as_json)
    raise SystemExit(report.status)


def _print_policy(probes: "Iterable[Probe]") -> None:
    import json

    from generator.preflight.policy import policy

    click.echo(json.dumps(policy(probes), indent=2))


def _refuse_both(**given: str | None) -> None:
    from generator.model import BadInput

    names = [f"--{name.replace('_', '-')}" for name, value in given.items() if value is not None]
    if len(names) > 1:
        raise BadInput(" ".join(names), "each says by itself whose account it is", "Give one of them")


def _known(regions: tuple[str, ...]) -> tuple[str, ...]:
    from generator.knowledge.regions import region as known_region
    from generator.model import BadInput

    partitions = {known_region(region).partition for region in regions}
    if len(partitions) > 1:
        raise BadInput("--region", f"no account has Regions of {' and '.join(sorted(partitions))}", "Name those of one")
    return tuple(dict.fromkeys(regions))


def _report(
    names: tuple[str, ...],
    who: tuple[str | None, str | None, str | None],
    regions: tuple[str, ...],
    out: str,
    *,
    organization: bool,
    quiet: bool,
) -> "Report":
    from pathlib import Path

    from generator.preflight.answers import told
    from generator.preflight.console import Progress
    from generator.preflight.files import write
    from generator.preflight.preflight import preflight, require_places
    from generator.preflight.session import caller

    found = caller(*who, regions[0] if regions else None)
    where = regions or _known((found.session.region_name or "us-east-1",))
    require_places(names, where)
    with Progress(quiet=quiet) as progress, told():
        report = preflight(found, names, where, Path(out), organization=organization, on_probe=progress.on_probe)
    write(report.files)
    return report


def _tell(report: "Report", as_json: bool) -> None:
    import json

    from generator.preflight.console import show, shown

    if as_json:
        click.echo(json.dumps(report.facts(), indent=2))
        return
    show(report)
    for path in report.files:
        click.echo(f"wrote {shown(path)}")

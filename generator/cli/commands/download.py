"""``baseline download``: a published release, verified, in a folder."""

import click


@click.command()
@click.option(
    "--template-base-url",
    envvar="BASELINE_TEMPLATE_BASE_URL",
    help="URL of the folder that holds the published templates; also BASELINE_TEMPLATE_BASE_URL.",
)
@click.option("--version", help="Version to fetch; without it that of the URL, or the latest.")
@click.option("--to", type=click.Path(), help="Folder to make; account-baseline-VERSION without it.")
@click.option("--all", "everything", is_flag=True, help="Also what belongs to no article, such as the catalogue.")
@click.option("--manifest-sha256", metavar="HEX", help="Refuse a manifest with another SHA-256.")
def command(
    template_base_url: str | None, version: str | None, to: str | None, everything: bool, manifest_sha256: str | None
) -> None:
    """Fetch the templates and parameter files of a release, and check each against the SHA-256 of its manifest.

    The folder appears when every file is there and verified, or not at all.
    """
    from pathlib import Path

    from generator.model import BadInput
    from generator.publish.download import download, find
    from generator.publish.progress import Progress

    if not template_base_url:
        remedy = "Give --template-base-url as baseline publish printed it"
        raise BadInput("download", "nobody said where the templates are published", remedy)
    found = find(template_base_url, version, manifest_sha256)
    place = Path(to or f"account-baseline-{found.manifest.version}")
    files = found.files(everything=everything)
    with Progress(f"Fetching {found.manifest.version}", len(files)) as progress:
        count = download(found, place, everything=everything, progress=progress.done)
    click.echo(f"{place}: {count} files of {found.manifest.version} (commit {found.manifest.commit[:12]}), verified")

"""``baseline publish``: the committed templates, in a bucket, under a version that never changes."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from generator.publish.publication import Publication
    from generator.publish.release import Release


@click.command()
@click.option("--bucket", required=True, help="S3 bucket to publish to; the article template-bucket makes one.")
@click.option("--prefix", default="", help="Beginning of every key.")
@click.option("--version", help="Version to publish; that of the commit's tag v1.2.3 without it.")
@click.option("--dry-run", is_flag=True, help="Look what is published and say what would be written.")
@click.option("--policy", is_flag=True, help="Print the bucket policy and the publisher's IAM policy instead.")
@click.option(
    "--readers",
    metavar="private|public|ORGANIZATION",
    help="With --policy: who reads besides the bucket's account. private without it.",
)
@click.option("--region", help="With --policy: a Region of the bucket's partition. us-east-1 without it.")
def command(  # noqa: PLR0913, PLR0917  # one argument per option
    bucket: str,
    prefix: str,
    version: str | None,
    dry_run: bool,
    policy: bool,
    readers: str | None,
    region: str | None,
) -> None:
    """Upload the committed templates to BUCKET/PREFIX/VERSION/, verify them, and point latest/ to them.

    A published version never changes: what is there and identical is left, what differs is refused before anything is
    written. Credentials and Region are those of the AWS SDK.
    """
    from generator.publish.publication import root_of

    root = root_of(prefix)
    if policy:
        _print_policies(bucket, root, region or "us-east-1", readers or "private")
        return
    _require_policy_option("--readers", readers)
    _require_policy_option("--region", region)
    _publish(bucket, root, version, dry_run=dry_run)


def _require_policy_option(option: str, value: str | None) -> None:
    from generator.model import BadInput

    if value is not None:
        raise BadInput(option, "it says what --policy prints", "Add --policy, or leave it out")


def _print_policies(bucket: str, root: str, region: str, readers: str) -> None:
    import json

    from generator.publish.policies import policies

    click.echo(json.dumps(policies(bucket, root, region, readers), indent=2))


def _publish(bucket: str, root: str, version: str | None, *, dry_run: bool) -> None:
    import boto3

    from generator.build.outputs import ROOT
    from generator.publish.bucket import Bucket
    from generator.publish.preparation import prepared
    from generator.publish.progress import Progress
    from generator.publish.publication import publish
    from generator.publish.refusals import told

    ready = prepared(ROOT, version)
    with told(bucket):
        session = boto3.Session()
    place = Bucket(session, bucket)
    made = ready.release(place, root)
    label = "Looking" if dry_run else f"Publishing {made.version}"
    with Progress(label, len(made.objects)) as progress:
        done = publish(place, root, made, dry_run=dry_run, progress=lambda what, key: progress.done(key))
    _tell(made, done, dry_run=dry_run)


def _tell(made: "Release", done: "Publication", *, dry_run: bool) -> None:
    from generator.publish.manifest import sha256

    would = "would be " if dry_run else ""
    click.echo(f"{made.version}: {len(done.written)} {would}written, {len(done.identical)} already there")
    click.echo(
        f"latest {'would lead' if dry_run and done.latest else 'leads' if done.latest else 'does not lead'} to it"
    )
    click.echo(f"manifest.json has SHA-256 {sha256(made.manifest.content)}")
    click.echo(f"template base URL: {done.base_url}")

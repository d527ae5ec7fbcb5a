"""Launch links of published templates, and the proof that each one leads to a published object.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-console-create-stacks-quick-create-links.html
"""

from collections.abc import Collection
from urllib.parse import parse_qs, unquote, urlsplit

from generator.knowledge.regions import region as known_region
from generator.launch_url import launch_url, template_url
from generator.model.errors import BadInput
from generator.publish.bucket import Bucket
from generator.publish.release import Release
from generator.render.composition import pascal


def base_url(bucket: Bucket, root: str, version: str) -> str:
    """The folder of a version's templates, as ``--template-base-url`` takes it."""
    return bucket.url(f"{root}{version}/templates")


def require_links(bucket: Bucket, root: str, release: Release, published: Collection[str]) -> None:
    """BadInput where a template's link for the bucket's Region names no key in ``published``.

    A partition without a public console has no links: there the URL of the template is what is looked up.
    """
    base = base_url(bucket, root, release.version)
    has_console = known_region(bucket.region).console_url is not None
    for name in release.templates:
        url = template_url(base, name)
        link = launch_url(bucket.region, url, pascal(name.replace("/", "-"), ""), {}, {}).url if has_console else url
        named = _key(_template_of(link) if has_console else link, bucket)
        if named not in published:
            raise BadInput(link, f"it leads to {named}, which is not published", "Run the command again")


def _template_of(link: str) -> str:
    _, _, query = urlsplit(link).fragment.partition("?")
    (url,) = parse_qs(query, strict_parsing=True)["templateURL"]
    return url


def _key(url: str, bucket: Bucket) -> str:
    start = bucket.url("")
    return unquote(url.removeprefix(start)) if url.startswith(start) else url

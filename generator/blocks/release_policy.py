"""Statements of the policy of a bucket that holds releases: who reads them, and that a published version stays as it is.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html
"""

from typing import Any

from awacs import s3 as action
from awacs.aws import Bool, Null, Statement, StringEquals

from generator.blocks.policy import EVERYONE, allow, deny

RELEASES = "*.*.*/*"
"""The objects of every version, below the prefix: ``1.2.3/templates/config.yaml``, and not ``latest/manifest.json``."""


def organization_reads(on: Any, organization: Any) -> Statement:
    """Every principal of the Organization may read whose own policies let it."""
    return allow(
        action.GetObject,
        sid="AllowOrganizationToRead",
        to=EVERYONE,
        on=on,
        if_=(StringEquals("aws:PrincipalOrgID", organization),),
    )


def public_reads(on: Any) -> Statement:
    """Everybody may read, without signing."""
    return allow(action.GetObject, sid="AllowEverybodyToRead", to=EVERYONE, on=on)


def deny_change_of_releases(on: Any) -> tuple[Statement, Statement]:
    """Nothing of ``on`` is overwritten or deleted: a write must say that it only makes what is not there.

    The parts of a multipart upload cannot say it; the request that completes them must.
    """
    unconditional = (Null("s3:if-none-match", "true"), Bool("s3:ObjectCreationOperation", "true"))
    return (
        deny(action.PutObject, sid="DenyOverwriting", to=EVERYONE, on=on, if_=unconditional),
        deny(action.DeleteObject, action.DeleteObjectVersion, sid="DenyDeletion", to=EVERYONE, on=on),
    )

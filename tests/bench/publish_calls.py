"""Publishes this commit into the strict account, twice, and prints how many objects and S3 calls that took."""

import json

from generator.build.outputs import ROOT, templates
from generator.publish.bucket import Bucket
from generator.publish.checkout import checkout
from generator.publish.preparation import Prepared
from generator.publish.publication import publish
from generator.rehearsal.account import StrictAccount
from tests.publish.calls import Calls, session

NAME = "example-templates"


def main() -> None:
    """Print ``objects``, and the calls of the ``first`` run and of the run ``again``."""
    ready = Prepared(ROOT, "1.2.3", checkout(ROOT), templates())
    with StrictAccount(region="us-east-1") as account:
        account.session().client("s3").create_bucket(Bucket=NAME)
        release = ready.release(Bucket(account.session(), NAME), "")
        counts = []
        for _ in range(2):
            calls = Calls()
            with session(account, calls) as made:
                publish(Bucket(made, NAME), "", release)
            counts.append(len(calls))
    print(json.dumps({"objects": len(release.objects), "first": counts[0], "again": counts[1]}))


if __name__ == "__main__":
    main()

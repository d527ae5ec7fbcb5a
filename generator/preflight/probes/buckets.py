"""Buckets that an earlier stack left: our templates retain them, under names that a launch gives or that end with the logical id.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-name.html
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from generator.blocks.archive_bucket_name import PREFIX
from generator.preflight.answers import NotThere
from generator.preflight.finding import Finding, Level
from generator.preflight.launch import Launch
from generator.preflight.place import Place, left_behind
from generator.preflight.probe import Probe

TYPE: Final = "AWS::S3::Bucket"


def look(place: Place) -> Iterator[Finding]:
    listed = place.call("s3", "ListBuckets", BucketRegion=place.region)["Buckets"]
    names = [each["Name"] for each in listed if each["Name"] not in place.held]
    for launch in place.launches:
        yield from _taken(launch, [each["Name"] for each in listed])
        yield from _of_earlier_archive(launch, names)
        for logical_id in launch.of_type(TYPE):
            if logical_id not in launch.owned:
                yield from _left(place, launch, logical_id, left_behind(names, logical_id))


def _taken(launch: Launch, names: list[str]) -> Iterator[Finding]:
    """Names that the launch gives itself, of which there cannot be a second bucket."""
    for logical_id, name in launch.named(TYPE, "BucketName").items():
        if name in names and launch.owned.get(logical_id) != name:
            said = json.dumps(launch.body["Resources"][logical_id]["Properties"]["BucketName"])
            chosen = " or ".join(each for each in launch.declared if re.search(rf"\b{each}\b", said))
            text = f"{name} is there, left by an earlier stack or made otherwise: take another {chosen}"
            yield Finding(Level.FAILS, "bucket", text, (launch.article,))


def _of_earlier_archive(launch: Launch, names: list[str]) -> Iterator[Finding]:
    """Names that an archive of the Organization would give, whose own launch is in another account."""
    if PREFIX not in launch.declared or launch.values.get(PREFIX):
        return
    ends = tuple(name.removeprefix("a") for name in launch.named(TYPE, "BucketName", {PREFIX: "a"}).values())
    left = ", ".join(name for name in names if name.endswith(ends))
    if left:
        text = (
            f"left by an earlier archive: {left}. Take another {PREFIX}, also in the launch of stack-sets/organization"
        )
        yield Finding(Level.NOTE, "bucket", text, (launch.article,))


def _left(place: Place, launch: Launch, logical_id: str, left: list[str]) -> Iterator[Finding]:
    parameter = _naming(launch, logical_id)
    if not left:
        return
    there = ", ".join(left)
    needed = _services(launch, logical_id)
    ready = [name for name in left if needed <= _admitted(place, name)] if parameter else []
    if len(ready) == 1:
        launch.values[parameter] = ready[0]
        text = f"{ready[0]} was left by an earlier stack, and its policy still admits who delivers"
        yield Finding(Level.DECIDED, "bucket", text, (launch.article,), {parameter: ready[0]})
    elif parameter:
        why = "more than one could be used" if ready else f"its policy does not admit {', '.join(sorted(needed))}"
        text = f"left by an earlier stack: {there}. A new one is made; to use one again ({why}), name it in {parameter}"
        yield Finding(Level.NOTE, "bucket", text, (launch.article,))
    else:
        yield Finding(Level.NOTE, "bucket", f"left by an earlier stack: {there}. A new one is made", (launch.article,))


def _naming(launch: Launch, logical_id: str) -> str:
    """The parameter that names a bucket in the place of this one: with it, the stack makes none."""
    texts = [name for name in launch.declared if name.endswith("BucketName") and not launch.values.get(name)]
    return next((name for name in texts if logical_id not in launch.resources({name: "an-earlier-bucket"})), "")


def _services(launch: Launch, logical_id: str) -> set[str]:
    """The services that the bucket policy of the template admits."""
    found: set[str] = set()
    for body in launch.of_type("AWS::S3::BucketPolicy").values():
        if body["Properties"]["Bucket"] == {"Ref": logical_id}:
            found |= _principals(body["Properties"]["PolicyDocument"])
    return found


def _admitted(place: Place, bucket: str) -> set[str]:
    try:
        answer = place.call("s3", "GetBucketPolicy", Bucket=bucket, absent=("NoSuchBucketPolicy",))
    except NotThere:
        return set()
    return _principals(json.loads(answer["Policy"]))


def _principals(document: Mapping[str, Any]) -> set[str]:
    found: set[str] = set()
    for statement in document["Statement"]:
        principal = statement.get("Principal") if isinstance(statement, dict) else None
        if isinstance(principal, dict) and statement.get("Effect") == "Allow":
            services = principal.get("Service", [])
            found |= {each for each in ([services] if isinstance(services, str) else services) if isinstance(each, str)}
    return found


PROBE = Probe(calls=("s3:ListBuckets", "s3:GetBucketPolicy"), types=(TYPE,), look=look)

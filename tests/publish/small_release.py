"""A release small enough to read, and what a bucket holds of it."""

from typing import Any

from generator.publish.checkout import Checkout
from generator.publish.release import Release, release

NAME = "templates-of-acme"


def made(version: str = "1.2.3", **changed: bytes) -> Release:
    files = {
        "templates/config.yaml": b"Resources: {}\n",
        "templates/stack-sets/config.yaml": b"Resources: {} # wrapper\n",
        "parameters/config.json": b"{}\n",
    }
    files |= {f"templates/{name}.yaml": content for name, content in changed.items()}
    return release(version, Checkout("0123456789" * 4, (), files), {"en/index.html": b"<!doctype html>"})


def objects(s3: Any) -> dict[str, bytes]:
    listed = s3.list_objects_v2(Bucket=NAME).get("Contents", [])
    return {each["Key"]: s3.get_object(Bucket=NAME, Key=each["Key"])["Body"].read() for each in listed}


def written(s3: Any) -> int:
    return len(s3.list_object_versions(Bucket=NAME).get("Versions", []))

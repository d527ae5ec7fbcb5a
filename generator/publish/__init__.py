"""Puts the committed templates into a bucket, one immutable folder per version, and fetches them from there.

``<prefix>/<version>/`` holds a release: ``manifest.json``, the files that it lists, and a zip of them. Nothing in it is
ever overwritten: every write there is conditional on the key being free, and the manifest, which has the SHA-256 of
everything, is the first: whoever writes it has the version, and another content is refused before it writes anything.

``<prefix>/latest/`` holds pointers, no copies: ``manifest.json`` is the manifest of the newest version, byte for byte,
and ``index.html`` leads to its pages. S3 replaces one object in one step, and many objects in no step at all: with one
object that decides, a reader finds the whole old release or the whole new one, whenever an upload is cut off. The
pointer moves after every object of the release has been read back, only forward, and never to a pre-release.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
"""

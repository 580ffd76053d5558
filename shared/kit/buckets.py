"""The buckets, and who may read them."""

import json

SOURCES = "sources"
"""What was sent: private, written by presigned addresses only."""

RENDERS = "renders"
"""What was made of it: private."""

MEDIA = "media"
"""What is published: anybody may read it."""

BUCKETS = (SOURCES, RENDERS, MEDIA)


def public_read_policy(bucket: str) -> str:
    """A bucket policy that lets anybody read objects by name, but not list them."""
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": ["*"]},
        "Action": ["s3:GetObject"],
        "Resource": [f"arn:aws:s3:::{bucket}/*"],
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})

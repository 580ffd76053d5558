"""The object store (S3 API)."""

from shared.kit.blobs.addresses import Addresses
from shared.kit.blobs.multipart import OpenUpload, StoredPart, UploadsInParts
from shared.kit.blobs.objects import Blob, Objects
from shared.kit.buckets import BUCKETS, MEDIA, RENDERS, SOURCES

__all__ = [
    "BUCKETS",
    "MEDIA",
    "RENDERS",
    "SOURCES",
    "Blob",
    "Blobs",
    "OpenUpload",
    "StoredPart",
]


class Blobs(Objects, Addresses, UploadsInParts):
    """All that is done with the store."""

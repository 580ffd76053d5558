"""The document database: connection, indexes, and Structs to documents and back.

Queries follow the rules of the design's section 10, so that they run alike on the embedded
server and on MongoDB.
"""

from pymongo import ASCENDING, DESCENDING
from pymongo.errors import DuplicateKeyError
from pymongo.errors import PyMongoError as DatabaseError
from pymongo.results import UpdateResult

from shared.kit.documents.connection import Collection, Database, Document, database
from shared.kit.documents.indexes import ensure_indexes, index
from shared.kit.documents.structs import (
    UnreadableDocument,
    from_document,
    readable,
    to_document,
)

__all__ = [
    "ASCENDING",
    "DESCENDING",
    "Collection",
    "Database",
    "DatabaseError",
    "Document",
    "DuplicateKeyError",
    "UnreadableDocument",
    "UpdateResult",
    "database",
    "ensure_indexes",
    "from_document",
    "index",
    "readable",
    "to_document",
]

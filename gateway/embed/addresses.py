"""Which of our pages an address names."""

from urllib.parse import urlsplit

from gateway.interface.prefix import split
from shared.contracts.content import ContentKind
from shared.contracts.kinds import KINDS

_KIND_OF = {kind.path: kind.kind for kind in KINDS.values()}


def item_at(address: str, public_url: str) -> tuple[ContentKind, str] | None:
    """Kind and slug of the item whose page this is; None for anything else."""
    try:
        parts, own = urlsplit(address), urlsplit(public_url)
    except ValueError:
        return None
    if (parts.scheme, parts.netloc) != (own.scheme, own.netloc):
        return None
    _, path = split(parts.path)
    folder, _, slug = path.strip("/").partition("/")
    kind = _KIND_OF.get(folder)
    return (kind, slug) if kind and slug and "/" not in slug else None

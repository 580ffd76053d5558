"""Items that came to share an address: possible only while the embedded server, killed, had
forgotten that addresses are unique.
"""

from collections.abc import Collection
from itertools import count
from typing import TypeVar

from msgspec.structs import replace

from shared.contracts.content import Content
from shared.kit import log
from shared.kit.content.messages import messages
from shared.kit.content.store import ContentStore
from shared.kit.content.stored import Claim
from shared.kit.documents import Database, UnreadableDocument
from shared.kit.ids import now

C = TypeVar("C", bound=Content)

_LONGEST = 80

_logger = log.get("hub.separation")


async def prepared(documents: Database, kind: type[C]) -> None:
    """Makes the indexes of a kind; items that stand in the way of one are told apart first."""
    store = ContentStore(documents, kind)
    if not await store.prepare():
        await separate(store)
        await store.prepare()


async def separate(store: ContentStore[C]) -> None:
    """Gives all items but the first that share a slug new ones, by an ordinary change each."""
    claims = await store.claims()
    known = {slug for claim in claims for slug in claim.slugs}
    taken: set[str] = set()
    for claim in claims:
        mine = {claim.key, *claim.slugs} - {None}
        if taken & mine:
            try:
                known.add(await _readdress(store, claim, taken, known))
            except UnreadableDocument:
                _logger.exception("item keeps the address of another", item=claim.id)
        taken |= {each for each in mine if each}


async def _readdress(
    store: ContentStore[C], claim: Claim, taken: Collection[str], known: Collection[str]
) -> str:
    item = (await store.get(claim.id)).item
    slug = _free(item.slug, known) if item.slug in taken else item.slug
    after = replace(item, slug=slug, revision=item.revision + 1, modified_at=now())
    slugs = dict.fromkeys([*(each for each in claim.slugs if each not in taken), slug])
    if await store.readdress(item, after, list(slugs), messages(after, None, ())):
        _logger.warning("item got an address of its own", item=item.id, old=item.slug, new=slug)
    return slug


def _free(slug: str, known: Collection[str]) -> str:
    """The slug with the first number that no item has."""
    stem = slug[:_LONGEST].rstrip("-")
    return next(made for number in count(2) if (made := f"{stem}-{number}") not in known)

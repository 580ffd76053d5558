"""Items of like meaning."""

from services.search import layout
from services.search.index import Content
from services.search.queries import Queries
from shared.contracts.search import Relate, Related, Relations


def relate(content: Content, request: Relate) -> Relations:
    """The most alike first; none for an item that is unknown here."""
    near = content.meanings.like(request.id, request.first)
    if not near:
        return Relations(items=())
    searcher = content.searcher
    found = searcher.search(Queries(content.schema).these(near), limit=request.first).hits
    entries = [layout.entry_of(searcher.doc(address)) for _, address in found]
    return Relations(items=tuple(Related(id=entry.id, kind=entry.kind) for entry in entries))

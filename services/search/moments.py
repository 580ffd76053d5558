"""Where in a video the words are said."""

from collections.abc import Sequence

from tantivy import Searcher

from services.search import layout
from services.search.german import Word
from services.search.highlights import Marker
from services.search.index import Content
from services.search.queries import Queries
from shared.contracts.search import Moment, SearchEntry

_MOST = 3


def moments(
    content: Content, searcher: Searcher, entry: SearchEntry, words: Sequence[Word], marker: Marker
) -> tuple[Moment, ...]:
    """The lines that fit best, in the order of time."""
    if not (entry.cues and words):
        return ()
    query = Queries(content.schema).moments(entry.id, words)
    found = searcher.search(query, limit=_MOST, count=False).hits
    cues = [layout.cue_of(searcher.doc(address)) for _, address in found]
    return tuple(
        Moment(start_seconds=cue.start_seconds, html=marker.marked(cue.text))
        for cue in sorted(cues, key=lambda cue: cue.start_seconds)
    )

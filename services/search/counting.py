"""How many results have which value of each facet."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tantivy import Query, Searcher

from services.search.finding import read
from services.search.index import Content
from services.search.layout import facet_field
from services.search.queries import Queries
from shared.contracts.search import Counted, Facet, FacetCounts, FacetValue, Find

_MOST_VALUES = 50


def count(content: Content, request: Find) -> Counted:
    """Each facet counts as if nothing of it were chosen, so that one sees what else there is."""
    queries, searcher = Queries(content.schema), content.searcher
    query = read(content, request).query
    chosen = {facet: values for facet, values in request.chosen.items() if values}
    others = [facet for facet in Facet if facet not in chosen]
    counted = _counts(searcher, queries.narrowed(query, chosen), others)
    for facet in chosen:
        rest = {other: values for other, values in chosen.items() if other is not facet}
        counted |= _counts(searcher, queries.narrowed(query, rest), [facet])
    return Counted(facets=tuple(_facets(counted, chosen)))


def _counts(searcher: Searcher, query: Query, facets: Sequence[Facet]) -> dict[Facet, Any]:
    terms = {
        str(facet): {"terms": {"field": facet_field(facet), "size": _MOST_VALUES}}
        for facet in facets
    }
    found = searcher.aggregate(query, terms)
    return {facet: found[facet]["buckets"] for facet in facets}


def _facets(
    counted: Mapping[Facet, Any], chosen: Mapping[Facet, Sequence[str]]
) -> Iterator[FacetCounts]:
    """What is chosen is there, even if nothing has it."""
    for facet in Facet:
        counts = dict.fromkeys(chosen.get(facet, ()), 0)
        counts |= {each["key"]: each["doc_count"] for each in counted[facet]}
        values = [FacetValue(value=value, count=count) for value, count in counts.items()]
        values.sort(key=lambda each: (-each.count, each.value))
        yield FacetCounts(facet=facet, values=tuple(values))

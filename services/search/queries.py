"""From words to tantivy's queries. They are built, never parsed: no sign has a meaning."""

from collections.abc import Iterable, Mapping, Sequence

from tantivy import Occur, Query, Schema

from services.search.german import Word
from services.search.layout import CUE, ITEM, PARTS, facet_field
from services.search.meaning import Near
from shared.contracts.search import Facet

_WHOLE_WEIGHT = 3.0
_ALIKE_WEIGHT = 0.2
_SHORT, _LONG = 4, 8
"""From so many letters on one is allowed to differ, and two."""


class Queries:
    """The questions that an index of this schema can be asked."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema

    def items(self) -> Query:
        """Every item."""
        return self.term("what", ITEM)

    def term(self, field: str, term: str) -> Query:
        """Documents with this very term."""
        return Query.term_query(self._schema, field, term, index_option="basic")

    def narrowed(self, query: Query, chosen: Mapping[Facet, Sequence[str]]) -> Query:
        """Those that have one of the values of each facet; the ranking stays."""
        filters = [
            Query.const_score_query(
                Query.term_set_query(self._schema, facet_field(facet), list(values)), 0.0
            )
            for facet, values in chosen.items()
            if values
        ]
        return _all([query, *filters]) if filters else query

    def words(self, words: Sequence[Word]) -> Query:
        """Items with all the words, or all their parts."""
        return _all(self._word(word) for word in words)

    def alike(self, words: Sequence[Word]) -> Query:
        """Items with all the words, or words that begin with them or are spelled alike."""
        return _all(self._alike(word) for word in words)

    def some(self, words: Sequence[Word]) -> Query:
        """Items with at least half of the words, or words alike."""
        each = [(Occur.Should, self._alike(word)) for word in words]
        return Query.boolean_query(each, minimum_number_should_match=(len(each) + 1) // 2)

    def these(self, near: Iterable[Near]) -> Query:
        """These items, the most alike first."""
        return _any(
            Query.const_score_query(_all([self.items(), self.term("id", each.id)]), each.likeness)
            for each in near
        )

    def moments(self, item_id: str, words: Sequence[Word]) -> Query:
        """Lines of a video in which the words begin, and go on in the next line."""
        begins = _any(_all(self._text("cue", part) for part in word.parts) for word in words)
        spread = [(Occur.Should, _all(map(self._spread, word.parts))) for word in words]
        enough = Query.boolean_query(
            spread, minimum_number_should_match=max(1, len(words) * 2 // 3)
        )
        of_item = [self.term("id", item_id), self.term("what", CUE)]
        return _all([*(Query.const_score_query(each, 0.0) for each in of_item), begins, enough])

    def beginning(self, complete: Sequence[str], last: str) -> Query:
        """Items whose title or tags have the words, and one that begins with the last."""
        prefix = Query.fuzzy_term_query(self._schema, "plain", last, distance=0, prefix=True)
        return _all([*(self.term("plain", each) for each in complete), prefix])

    def _word(self, word: Word) -> Query:
        parts = _all(self._part(part) for part in word.parts)
        whole = Query.boost_query(self._whole(word.stem), _WHOLE_WEIGHT)
        return Query.disjunction_max_query([whole, parts], tie_breaker=0.3)

    def _part(self, part: str) -> Query:
        fields = [
            Query.boost_query(self._text(name, part), weight) for name, weight in PARTS.items()
        ]
        return Query.disjunction_max_query(fields, tie_breaker=0.2)

    def _alike(self, word: Word) -> Query:
        spelled = [self._fuzzy("whole", word.stem, prefix=False)]
        if len(word.stem) >= _SHORT:
            spelled.append(
                Query.fuzzy_term_query(self._schema, "whole", word.stem, distance=0, prefix=True)
            )
            spelled += [self._fuzzy(field, word.stem, prefix=False) for field in ("title", "text")]
        alike = [Query.boost_query(each, _ALIKE_WEIGHT) for each in spelled]
        return Query.disjunction_max_query([self._word(word), *alike], tie_breaker=0.1)

    def _fuzzy(self, field: str, term: str, *, prefix: bool) -> Query:
        distance = (len(term) >= _SHORT) + (len(term) >= _LONG)
        return Query.fuzzy_term_query(self._schema, field, term, distance=distance, prefix=prefix)

    def _spread(self, part: str) -> Query:
        here = Query.boost_query(self._text("cue", part), 2.0)
        return Query.disjunction_max_query([here, self._text("next", part)], tie_breaker=0.0)

    def _text(self, field: str, term: str) -> Query:
        return Query.term_query(self._schema, field, term, index_option="freq")

    def _whole(self, stem: str) -> Query:
        return self._text("whole", stem)


def _all(queries: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Must, each) for each in queries])


def _any(queries: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, each) for each in queries])

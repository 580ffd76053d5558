"""What is found, how it is marked and counted, in an index in a folder."""

from typing import Any

import pytest

from services.search.counting import count
from services.search.finding import MOST_WORDS, find
from services.search.index import Content
from services.search.suggesting import suggest
from shared.contracts.errors import Invalid
from shared.contracts.search import Facet, Find, Match, Results, Suggest
from tests.unit.search_content import entry, filled, said


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Content:
    entries = [
        entry(
            1,
            "Was bringt ein Balkonkraftwerk?",
            summary="Eine Woche lang messen",
            tags=("Solarstrom",),
            passages=("Messen Sie & <b>staunen</b> über den Strom.",),
            facets={"kind": ("experiment",), "field": ("energie",)},
        ),
        entry(
            2,
            "Lärm auf dem Schulweg",
            facets={"kind": ("experiment",), "field": ("umwelt",), "colour": ("red",)},
        ),
        entry(
            3,
            "Was ist Feinstaub?",
            kind="video",
            cues=said(
                "Feinstaub kommt aus dem Auspuff.",
                "Die kleinsten Teilchen gelangen",
                "tief in die Lunge.",
            ),
            facets={"kind": ("video",), "field": ("umwelt",)},
        ),
        entry(4, "Podcast über Drohnen", kind="podcast", facets={"kind": ("podcast",)}),
    ]
    return filled(tmp_path_factory.mktemp("search"), entries)


def found(content: Content, query: str, **fields: Any) -> Results:
    return find(content, Find(query=query, **fields))


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("laerm", "Lärm auf dem Schulweg"),
        ("Kraftwerk", "Was bringt ein Balkonkraftwerk?"),
        ("Schule", "Lärm auf dem Schulweg"),
        ("Lungen", "Was ist Feinstaub?"),
        ("Drohne", "Podcast über Drohnen"),
    ],
)
def test_words_are_found(content: Content, query: str, title: str) -> None:
    results = found(content, query)
    assert ([hit.title for hit in results.hits], results.match) == ([title], Match.WORDS)


@pytest.mark.parametrize("query", ["Feinstaup", "Fienstaub", "Feinst"])
def test_words_spelled_alike_are_found_where_none_is_the_same(content: Content, query: str) -> None:
    results = found(content, query)
    assert results.match in (Match.ALIKE, Match.WORDS)
    assert results.hits[0].title == "Was ist Feinstaub?"


def test_some_words_are_enough_where_not_all_are_found(content: Content) -> None:
    results = found(content, "Lärm Mondrakete")
    assert (results.match, results.hits[0].title) == (Match.SOME, "Lärm auf dem Schulweg")


def test_a_sentence_is_found_at_its_second_also_across_two_lines(content: Content) -> None:
    (hit,) = found(content, "die kleinsten Teilchen gelangen tief in die Lunge").hits
    assert hit.moments[0].start_seconds == 4
    assert "<mark>Teilchen</mark>" in hit.moments[0].html


def test_what_fits_is_marked_and_the_rest_is_escaped(content: Content) -> None:
    (hit,) = found(content, "staunen").hits
    assert hit.excerpt_html == (
        "Messen Sie &amp; &lt;b&gt;<mark>staunen</mark>&lt;/b&gt; über den Strom."
    )
    (hit,) = found(content, "kraftwerk").hits
    assert hit.title_html == "Was bringt ein <mark>Balkonkraftwerk</mark>?"


@pytest.mark.parametrize("query", ["der die das", "👍 🎉", "?!", "\u202e", "und"])
def test_words_that_say_nothing_find_nothing(content: Content, query: str) -> None:
    assert found(content, query) == Results(match=Match.NOTHING, total=0)


@pytest.mark.parametrize(
    "query",
    ['title:"x', "Lärm AND (", "*", "id:[* TO *]", "a^9999", "\\", "/(.*)*/", "\0", "-Lärm +x:y"],
)
def test_no_sign_has_a_meaning(content: Content, query: str) -> None:
    assert found(content, query).match in set(Match)


def test_no_words_find_everything(content: Content) -> None:
    results = found(content, "  ", first=3)
    assert (results.match, results.total, results.has_next) == (Match.EVERYTHING, 4, True)
    rest = found(content, "", first=3, after=results.cursors[-1])
    assert len(rest.hits) == 1
    assert {hit.id for hit in rest.hits}.isdisjoint(hit.id for hit in results.hits)


def test_too_many_words_and_too_deep_a_place_are_refused(content: Content) -> None:
    with pytest.raises(Invalid):
        found(content, " ".join(f"wort{number}" for number in range(MOST_WORDS + 1)))
    with pytest.raises(Invalid):
        found(content, "", after="9999")


def test_facets_narrow_and_count_as_if_their_own_were_not_chosen(content: Content) -> None:
    request = Find(chosen={Facet.KIND: ("experiment",), Facet.FIELD: ("umwelt", "energie")})
    assert find(content, request).total == 2
    counted = {
        each.facet: {value.value: value.count for value in each.values}
        for each in count(content, request).facets
    }
    assert counted[Facet.KIND] == {"experiment": 2, "video": 1}
    assert counted[Facet.FIELD] == {"umwelt": 1, "energie": 1}
    assert counted[Facet.LICENCE] == {}


def test_what_is_chosen_is_counted_even_if_nothing_has_it(content: Content) -> None:
    counted = count(content, Find(query="Lärm", chosen={Facet.KIND: ("guide",)})).facets
    kinds = next(each for each in counted if each.facet is Facet.KIND)
    assert {value.value: value.count for value in kinds.values} == {"experiment": 1, "guide": 0}


def test_narrowing_does_not_turn_words_into_words_alike(content: Content) -> None:
    results = found(content, "Lärm", chosen={Facet.KIND: ("video",)})
    assert (results.match, results.total) == (Match.WORDS, 0)


@pytest.mark.parametrize(
    ("beginning", "text"),
    [
        ("sol", "Solarstrom"),
        ("laer", "Lärm auf dem Schulweg"),
        ("was ist fei", "Was ist Feinstaub?"),
    ],
)
def test_beginnings_go_on(content: Content, beginning: str, text: str) -> None:
    assert suggest(content, Suggest(beginning=beginning)).texts == (text,)


def test_a_mistyped_word_is_answered_by_what_begins_alike(content: Content) -> None:
    assert "Solarstrom" in suggest(content, Suggest(beginning="Solxy")).texts
    assert suggest(content, Suggest(beginning="👍")).texts == ()

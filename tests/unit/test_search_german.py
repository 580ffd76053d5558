"""How German is read: any spelling of umlauts, and compounds in their parts."""

import pytest

from services.search.compounds import lists, of_content
from services.search.german import Folded, German, fold

GERMAN = German(lists())


def stems(text: str) -> list[str]:
    return GERMAN.stems(text)


@pytest.mark.parametrize("spelled", ["Lärm", "laerm", "LAERM", "larm", "la\u0308rm"])
def test_umlauts_in_any_spelling_are_one(spelled: str) -> None:
    assert stems(spelled) == ["larm"]


@pytest.mark.parametrize("word", ["neue", "Bauer", "Quelle", "Treue", "Feuer"])
def test_an_e_after_another_vowel_is_no_umlaut(word: str) -> None:
    assert fold(word) == word


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        ("Balkonkraftwerk", ["balkon", "kraftwerk"]),
        ("Balkonkraftwerke", ["balkon", "kraftwerk"]),
        ("Laermschutz", ["larm", "schutz"]),
        ("Windenergie", ["wind", "energi"]),
        ("Versickerungsversuch", ["versicker", "versuch"]),
        ("Strassenlaterne", ["strass", "latern"]),
        ("Schulhof", ["schul", "hof"]),
    ],
)
def test_compounds_are_split(compound: str, parts: list[str]) -> None:
    assert stems(compound) == parts


def test_words_that_say_nothing_are_left_out() -> None:
    assert stems("der die das und für über") == []


def test_other_scripts_stay_whole() -> None:
    assert stems("مرحبا שלום Привіт") == ["مرحبا", "שלום", "привіт"]


def test_words_know_where_they_stand_in_the_text_as_it_was() -> None:
    text = "Die Ueberlaufroehre leckt, der Laerm staubt"
    found = [text[word.begin : word.end] for word in GERMAN.words(text)]
    assert found == ["Ueberlaufroehre", "leckt", "Laerm", "staubt"]


def test_folding_keeps_the_way_back() -> None:
    folded = Folded("Oel und Laerm")
    assert folded.text == "öl und Lärm"
    assert folded.origin(folded.text.index("und")) == "Oel und Laerm".index("und")
    assert folded.origin(len(folded.text)) == len("Oel und Laerm")


def test_the_content_brings_its_own_words() -> None:
    words = of_content(["Das Danzturmfest", "Der Danzturm", "Das Balkonkraftwerk"], GERMAN)
    assert "danzturm" in words
    assert "balkonkraftwerk" not in words, "what is split already is no word of its own"
    assert German(lists(["danzturm"])).stems("Danzturmfest") == ["danzturm", "fest"]

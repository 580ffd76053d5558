"""The languages of the interface: addresses, words, and the city's own words."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from gateway.interface import SOURCE, _, ngettext, speak, speaks
from gateway.interface.catalogue import Catalogue, read
from gateway.interface.prefix import LanguagePrefix, split, to
from gateway.pages.city_words import CityWords, german, inside
from gateway.pages.interface import switch, versions
from infra.local.place import ROOT
from shared.contracts.city import City

ISERLOHN = Path(__file__).parents[2] / "infra/seed/city.toml"
SOEST = ROOT / "infra/seed/soest/city.toml"


def city(path: Path) -> City:
    return msgspec.toml.decode(path.read_bytes(), type=City)


@pytest.fixture
def english() -> Iterator[None]:
    speak("en")
    yield
    speak(SOURCE)


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        ("/en", ("/en", "/")),
        ("/en/", ("/en", "/")),
        ("/en/suche", ("/en", "/suche")),
        ("/energie", ("", "/energie")),
        ("/fr/suche", ("", "/fr/suche")),
        ("/", ("", "/")),
    ],
)
def test_the_prefix_is_a_whole_segment(path: str, parts: tuple[str, str]) -> None:
    assert split(path) == parts


def test_an_address_gets_the_prefix_where_there_is_an_english_page() -> None:
    assert to("/", "en") == "/en"
    assert to("/suche?q=a", "en") == "/en/suche?q=a"
    assert to("/suche?q=a", "de") == "/suche?q=a"
    assert to("/redaktion/barrieren", "en") == "/redaktion/barrieren"
    assert to("/leichte-sprache", "en") == "/leichte-sprache"
    assert to("https://example.org/", "en") == "https://example.org/"


class Echo:
    """An application that notes what it was asked and redirects."""

    def __init__(self, location: bytes) -> None:
        self.asked: list[tuple[str, bytes, str]] = []
        self._location = location

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.asked.append((scope["path"], scope["raw_path"], speaks()))
        headers = [(b"location", self._location), (b"x-other", b"/suche")]
        await send({"type": "http.response.start", "status": 303, "headers": headers})
        await send({"type": "http.response.body", "body": b""})


async def asked(app: Any, path: str, query: bytes = b"") -> dict[str, Any]:
    """The first message of the answer."""
    said: list[Any] = []

    async def send(message: Any) -> None:
        said.append(message)

    async def receive() -> Any:
        return {"type": "http.request"}

    scope: Any = {"type": "http", "path": path, "raw_path": path.encode(), "query_string": query}
    await LanguagePrefix(app)(scope, receive, send)
    start: dict[str, Any] = said[0]
    return start


async def test_the_application_does_not_see_the_prefix() -> None:
    app = Echo(b"/suche#a")
    answer = await asked(app, "/en/felder/umwelt")
    assert app.asked == [("/felder/umwelt", b"/felder/umwelt", "en")]
    assert answer["headers"] == [(b"location", b"/en/suche#a"), (b"x-other", b"/suche")]
    await asked(app, "/en")
    assert app.asked[1] == ("/", b"/", "en")


async def test_without_the_prefix_nothing_changes() -> None:
    app = Echo(b"/suche")
    answer = await asked(app, "/felder")
    assert app.asked == [("/felder", b"/felder", "de")]
    assert answer["headers"][0] == (b"location", b"/suche")


async def test_what_is_german_only_has_one_address() -> None:
    app = Echo(b"/")
    answer = await asked(app, "/en/anmelden", b"weiter=%2Fredaktion")
    assert app.asked == []
    assert answer["status"] == 308
    assert (b"location", b"/anmelden?weiter=%2Fredaktion") in answer["headers"]
    moved = await asked(app, "/en/redaktion/ä\r\nx: y")
    assert (b"location", b"/redaktion/%C3%A4%0D%0Ax%3A%20y") in moved["headers"]


def test_the_switch_leads_to_the_same_page(english: None) -> None:
    assert switch("/suche", "q=a", None).address == "/suche?q=a"
    assert switch("/", "", None).name == "Deutsch"
    speak(SOURCE)
    assert switch("/suche", "q=a", None).address == "/en/suche?q=a"
    assert switch("/leichte-sprache", "", None).address == "/en"


def test_the_switch_leads_to_the_translation() -> None:
    other = {"language": "en", "path": "/experimente/noise"}
    item = {"language": "de", "path": "/experimente/laerm", "translations": [other]}
    assert switch(item["path"], "", item).address == "/experimente/noise"  # type: ignore[arg-type]
    alone = {**item, "translations": []}
    assert switch("/experimente/laerm", "", alone).address == "/en/experimente/laerm"


def test_a_page_that_did_not_ask_for_the_translations_has_a_switch_too() -> None:
    assert switch("/experimente/laerm/ergebnis-melden", "", {"id": "x"}).language == "en"
    assert switch("/redaktion/experimente/x", "", {"id": "x"}).address == "/en"


def test_a_page_that_is_german_only_has_no_versions() -> None:
    assert versions("/leichte-sprache") == []
    assert versions("/") == [("de", "/"), ("en", "/en"), ("x-default", "/")]


def test_what_is_not_translated_stays_german() -> None:
    words = Catalogue({"Haus": ("house",), "Tag": ("day", "days"), "Experiment": ("Experiment",)})
    assert [words.one(text) for text in ("Haus", "Tag", "Baum")] == ["house", "day", "Baum"]
    assert [words.of_many("Tag", "Tage", n) for n in (0, 1, 2)] == ["days", "day", "days"]
    assert words.of_many("Baum", "Bäume", 2) == "Bäume"


def test_a_plural_may_be_translated_apart() -> None:
    words = Catalogue({"Experiment": ("Experiment",), "Experimente": ("Experiments",)})
    assert words.of_many("Experiment", "Experimente", 1) == "Experiment"
    assert words.of_many("Experiment", "Experimente", 2) == "Experiments"


def test_a_translation_that_waits_for_a_look_is_not_used(tmp_path: Path) -> None:
    file = tmp_path / "en.po"
    file.write_text(
        '#, fuzzy\nmsgid "Haus"\nmsgstr "mouse"\n\nmsgid "Baum"\nmsgstr ""\n\n'
        'msgid "Tag"\nmsgid_plural "Tage"\nmsgstr[0] "day"\nmsgstr[1] "days"\n'
    )
    assert dict(read(file).texts) == {"Tag": ("day", "days")}


def test_the_interface_speaks_the_language_of_the_request(english: None) -> None:
    assert (_("Suchen"), ngettext("Tag", "Tage", 2)) == ("Search", "days")
    speak("xx")
    assert speaks() == "en"
    speak(SOURCE)
    assert (_("Suchen"), ngettext("Tag", "Tage", 2)) == ("Suchen", "Tage")


def test_a_city_has_other_words_where_it_gave_them() -> None:
    told = city(ISERLOHN).in_language("en")
    assert (told.publisher, told.hub_name) == ("City of Iserlohn", "Innovationslab Iserlohn")
    assert [each.title for each in told.fields][1:3] == ["Education", "Energy"]
    assert [each.slug for each in told.fields] == [each.slug for each in city(ISERLOHN).fields]
    assert told.districts[-1].title == "outside Iserlohn"
    assert told.districts[0] == city(ISERLOHN).districts[0]


def test_every_topic_of_the_city_is_translated() -> None:
    ours = city(ISERLOHN)
    words, told = ours.translations["en"], ours.in_language("en")
    topics = (*ours.fields, *ours.measures)
    assert set(words.topics) == {*(topic.slug for topic in topics), "ausserhalb"}
    for before, after in zip(topics, (*told.fields, *told.measures), strict=True):
        assert not {before.title, before.summary, before.text} & {after.summary, after.text}


def test_a_city_without_translations_stays_as_it_is() -> None:
    assert city(SOEST).in_language("en") == city(SOEST)
    assert city(ISERLOHN).in_language("fr") == city(ISERLOHN)


def test_what_is_still_german_says_so(english: None) -> None:
    soest, iserlohn = CityWords(city(SOEST)), CityWords(city(ISERLOHN))
    assert soest.lang_of("Wasser") == ' lang="de"'
    assert soest.prose(city(SOEST).texts.about).startswith('<div lang="de"><p>Die <strong>')
    assert iserlohn.lang_of("Energy") == ""
    assert iserlohn.prose(city(ISERLOHN).in_language("en").texts.about).startswith("<p>")
    assert german("<Rat>") == '<span lang="de">&lt;Rat&gt;</span>'
    assert german("") == ""
    speak(SOURCE)
    assert soest.lang_of("Wasser") == ""
    assert german("Rat & Tat") == "Rat & Tat"


def test_only_german_writes_nouns_with_a_capital_within_a_sentence(english: None) -> None:
    assert inside("Guides") == "guides"
    speak(SOURCE)
    assert inside("Anleitungen") == "Anleitungen"

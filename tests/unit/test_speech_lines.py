"""Captions of spoken words break where readers pause, and never where it hurts."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.transcoder.speech.lines import Cue, cues
from services.transcoder.speech.names import inside_names
from services.transcoder.speech.recogniser import Word
from services.transcoder.speech.webvtt import webvtt
from services.videos.timed_text import files, quality

SECONDS_PER_LETTER = 0.06


def spoken(text: str) -> list[Word]:
    """Even speech with short pauses at commas and longer ones between sentences."""
    words, now = [], 0.0
    for word in text.split():
        end = now + 0.05 + len(word) * SECONDS_PER_LETTER
        words.append(Word(word, now, end))
        now = end + (0.4 if word.endswith((".", "!", "?")) else 0.15 * word.endswith((",", ":")))
    return words


def lines_of(text: str) -> list[str]:
    return [line for cue in cues(spoken(text)) for line in cue.lines]


def breaks_of(text: str) -> set[tuple[str, str]]:
    """The words on both sides of each break, between lines and between cues."""
    return {(a.split()[-1], b.split()[0]) for a, b in pairwise(lines_of(text))}


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("Am Dienstag trafen sich im Rathaus Anna Müller und viele andere", "Anna Müller"),
        ("Gestern hat uns im neuen Stadtlabor Frau Dr. Müller besucht", "Frau Dr. Müller"),
        ("Das hat im letzten Winter ganz allein Prof. Schmidt gemessen", "Prof. Schmidt"),
        ("Alle Teile liegen für Sie bereit in der Stadt Iserlohn am Markt", "Stadt Iserlohn"),
        ("Im Sommer hatten wir an diesem Fenster mehr als 20 Grad und Sonne", "20 Grad"),
        ("Das Haar eines Menschen ist im Mittel siebzig Mikrometer dick", "siebzig Mikrometer"),
        ("Die Messung hat gezeigt, dass der Wert um 15 % gestiegen war", "15 %"),
        ("Wir beginnen mit dem Bau der Station am 3. Oktober 2026 im Park", "3. Oktober 2026"),
        ("Der nächste Bus der Linie fährt von hier um 14 Uhr zum Bahnhof", "14 Uhr"),
        ("Wie das im Einzelnen geht, lesen Sie bitte in Kapitel 3 nach", "Kapitel 3"),
        ("Jeder kann mitmachen und bei sich zu Hause die Luft messen", "die Luft"),
        ("Danach stecken Sie das Kabel vorsichtig in eine freie Buchse", "eine freie"),
        ("Zum Schluss hängen Sie alles gut sichtbar an die Außenwand", "an die Außenwand"),
        ("Das lohnt sich besonders für Schulen und alle anderen Gruppen", "und alle"),
        (
            "Das Rad hier hat schon Leonardo da Vinci so gezeichnet wie wir heute",
            "Leonardo da Vinci",
        ),
        (
            "Auch die Bilder malte damals Vincent van Gogh mit dicken Pinseln selbst",
            "Vincent van Gogh",
        ),
        ("Darüber schrieb später auch Simone de Beauvoir in Paris ein Buch", "Simone de Beauvoir"),
        ("Durch dieses Tal ritt einmal Karl der Große mit allen seinen Leuten", "Karl der Große"),
        ("Davon erzählte bei ihrem Besuch Ursula von der Leyen allen", "Ursula von der Leyen"),
        (
            "Den Fluss hat als Erster Alexander von Humboldt vermessen lassen",
            "Alexander von Humboldt",
        ),
        ("Das Schloss baute nach dem Krieg Graf Otto zur Lippe wieder auf", "Graf Otto zur Lippe"),
        ("Solche Fehler kommen vor allem bei Nebel vor, z. B. im Herbst", "z. B."),
    ],
)
def test_what_belongs_together_stays_on_a_line(text: str, together: str) -> None:
    assert any(together in line for line in lines_of(text)), lines_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Die Stadt der Zukunft",
        "beim Bau von Häusern",
        "Messungen von Feinstaub",
        "Der Weg zum Bahnhof",
        "Tipps zum Bauen",
        "Karl, der Große",
        "Das von Anna",
        "die Nacht der Guten",
        "Blick von der Burg",
        "Ideen zur Energie",
        "Anna kam. Von Hagen",
        "Mittags ging Anna zur Schule",
        "Peter zu Hause",
        "Der Mann da Vorne",
    ],
)
def test_nouns_and_their_attributes_are_no_names(text: str) -> None:
    assert not any(inside_names(text.split()))


@pytest.mark.parametrize(
    "name",
    [
        "Rio de Janeiro",
        "Ludwig van der Rohe",
        "Katharina die Große,",
        "Karl dem Kahlen.",
        "Heinrich der Löwe",
        "Karl-Theodor zu Guttenberg",
        "„Joachim du Bellay“",
        "Vasco da Gama",
        "Walther von der Vogelweide",
        "Ferdinand von und zu Hohenstein",
    ],
)
def test_names_with_particles_are_whole(name: str) -> None:
    parts = name.split()
    assert inside_names(["wie", *parts, "sagte"]) == [False, *[True] * (len(parts) - 1), False]


@pytest.mark.parametrize("article", ["der", "die", "das", "ein", "keine", "unsere", "im", "zur"])
def test_no_line_ends_with_an_article(article: str) -> None:
    for before in range(3, 12):
        text = " ".join(["Wort"] + ["wort"] * before + [article] + ["wort"] * 9)
        assert not any(left == article for left, _ in breaks_of(text))


def test_sentences_end_cues() -> None:
    text = "Atmen Sie einmal tief ein. Die Luft ist nicht leer. Sie ist voller Teilchen."
    assert [" ".join(cue.lines) for cue in cues(spoken(text))] == [
        "Atmen Sie einmal tief ein.",
        "Die Luft ist nicht leer.",
        "Sie ist voller Teilchen.",
    ]


def test_lines_break_at_commas_before_anywhere_else() -> None:
    text = "Ist die Luft feuchter als 70 Prozent, zeigt die Station deshalb zu viel an."
    assert lines_of(text) == [
        "Ist die Luft feuchter als 70 Prozent,",
        "zeigt die Station deshalb zu viel an.",
    ]


def test_lines_break_before_a_conjunction_rather_than_after_it() -> None:
    text = "Hängen Sie die Station draußen auf und warten Sie danach einen Tag."
    assert ("auf", "und") in breaks_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "LoRaWAN überbrückt mehrere Kilometer, bei freier Sicht vom Hügel sogar noch mehr.",
        "Auch Baustellen und Felder wirbeln Staub auf, und ein Teil bildet sich erst in der Luft.",
    ],
)
def test_no_scrap_of_a_sentence_is_left_over(text: str) -> None:
    assert all(len(" ".join(cue.lines)) >= 20 for cue in cues(spoken(text)))


def test_lines_are_of_about_the_same_length() -> None:
    (cue,) = cues(spoken("Kleine Teilchen gelangen beim Atmen besonders tief hinein."))
    upper, lower = map(len, cue.lines)
    assert abs(upper - lower) <= 12


def test_abbreviations_and_dates_end_no_sentence() -> None:
    text = "Frau Dr. Weiß kommt am 3. Mai."
    assert [cue.lines for cue in cues(spoken(text))] == [(text,)]


def test_a_silence_ends_the_cue() -> None:
    words = [Word("Erst", 0, 0.4), Word("dann", 6.0, 6.4)]
    first, second = cues(words)
    assert (first.lines, second.lines) == (("Erst",), ("dann",))
    assert first.end < 2
    assert second.start == 6.0


def test_fast_speech_stays_to_be_read_where_a_pause_allows() -> None:
    (cue,) = cues([Word("Feinstaubmessstationen", 1.0, 1.2), Word("überall!", 1.2, 1.4)])
    assert cue.end - cue.start >= len("Feinstaubmessstationen überall!") / 20 - 1e-6


def test_a_word_longer_than_a_line_has_one_for_itself() -> None:
    giant = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
    assert giant in lines_of(f"Das heißt {giant} und gilt seit langem nicht mehr.")


def test_the_hub_finds_nothing_hard_to_read() -> None:
    text = (
        "Ein Haar ist etwa siebzig Mikrometer dick, also siebzig Tausendstel Millimeter. "
        "Teilchen bis zehn Mikrometer heißen PM10: Sie sind siebenmal kleiner als ein Haar. "
        "Im Winter kommt viel Feinstaub aus Holzöfen, und auf der Straße entsteht er durch "
        "Reifen, Bremsen und Motoren. Auch Baustellen wirbeln Staub auf."
    )
    words = spoken(text)
    found = cues(words, until=words[-1].end + 0.2)
    assert quality.warnings(files.read(webvtt(found)).cues, words[-1].end + 0.2) == ()


def test_nothing_said_gives_no_file() -> None:
    assert cues([]) == []
    assert webvtt([]) == ""


def test_the_file_is_one_that_the_hub_takes() -> None:
    text = webvtt([Cue(0.5, 2.0, ("A < B & C",)), Cue(3599.9996, 3601, ("Zwei", "Zeilen"))])
    assert files.read(text).repairs == ()
    assert "A &lt; B &amp; C" in text
    assert "01:00:00.000 --> 01:00:01.000\nZwei\nZeilen" in text


TEXTS = st.one_of(
    st.sampled_from(
        [
            "der",
            "und,",
            "aber",
            "Dr.",
            "Anna",
            "Müller",
            "20",
            "Grad",
            "3.",
            "Mai",
            "im",
            "z.",
            "B.",
        ]
    ),
    st.text("abcäöüßÄB.,!?-", min_size=1, max_size=50),
)
WORDS = st.lists(
    st.builds(
        lambda text, start, length: Word(text, start, start + length),
        TEXTS,
        st.floats(0, 120),
        st.floats(-1, 12),
    ),
    max_size=40,
)


def in_order(words: Sequence[Word]) -> list[Word]:
    return sorted(words, key=lambda word: word.start)


@given(WORDS.map(in_order))
def test_all_words_are_kept_within_the_limits(words: list[Word]) -> None:
    found = cues(words)
    assert [text for cue in found for line in cue.lines for text in line.split(" ")] == [
        word.text for word in words
    ]
    for cue in found:
        assert len(cue.lines) <= 2
        assert all(len(line) <= 42 or " " not in line for line in cue.lines)
        assert 1 - 1e-6 <= cue.end - cue.start <= 7 + 1e-6
    assert all(b.start - a.end >= 0.08 - 1e-6 for a, b in pairwise(found))


@given(WORDS)
def test_times_in_disorder_do_no_harm(words: list[Word]) -> None:
    found = cues(words)
    assert sum(len(line.split(" ")) for cue in found for line in cue.lines) == len(words)
    assert all(a.end < b.start for a, b in pairwise(found))

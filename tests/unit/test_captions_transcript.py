"""The transcript is made from captions: joined to paragraphs, and found by words."""

import pytest

from services.videos.chapters import chapters_webvtt
from services.videos.timed_text.cues import Cue
from services.videos.transcript import Searchable, _Joined, as_text, paragraphs, spoken
from shared.contracts import captions
from shared.contracts.captions import SpokenCue, caption_label
from shared.contracts.chapters import chapter_warnings, check_chapters
from shared.contracts.errors import Invalid
from tests.unit.video_items import caption, chapter, video


def cue(start: float, end: float, text: str) -> SpokenCue:
    return SpokenCue(start_seconds=start, end_seconds=end, text=text)


def test_a_cue_is_told_on_one_line_without_tags() -> None:
    lines = ("<v Ada>Guten", "<i>Tag</i> &amp; so</v>")
    written = Cue(start_seconds=0, end_seconds=1, lines=lines)
    assert spoken(written) == cue(0, 1, "Ada: Guten Tag & so")


def test_a_pause_begins_a_paragraph() -> None:
    cues = [cue(0, 2, "Eins"), cue(4, 5, "und."), cue(7.1, 8, "Zwei.")]
    found = paragraphs(cues, ())
    assert [(one.start_seconds, one.text) for one in found] == [(0, "Eins und."), (7.1, "Zwei.")]


def test_long_paragraphs_end_with_a_sentence() -> None:
    texts = ["x" * 300, "y" * 300, "Ende.“", "Weiter", "so."]
    found = paragraphs([cue(n, n + 1, text) for n, text in enumerate(texts)], ())
    assert [one.start_seconds for one in found] == [0, 3]
    assert found[1].text == "Weiter so."


def test_without_punctuation_paragraphs_end_all_the_same() -> None:
    cues = [cue(n, n + 1, "kein Punkt und kein Komma") for n in range(20_000)]
    found = paragraphs(cues, ())
    assert max(len(one.text) for one in found) < 1_600
    assert " ".join(one.text for one in found) == " ".join(one.text for one in cues)


def test_chapters_are_headings_where_most_of_a_cue_lies() -> None:
    chapters = (chapter(0, "Anfang"), chapter(3.4, "Still"), chapter(3.6, "Mitte"))
    cues = [cue(0, 2, "Eins."), cue(2, 3.9, "Noch eins."), cue(3.5, 6, "Zwei.")]
    found = paragraphs(cues, chapters)
    assert [(one.heading, one.text) for one in found] == [
        ("Anfang", "Eins. Noch eins."),
        ("Mitte", "Zwei."),
    ]
    assert as_text(found) == "Anfang\n\nEins. Noch eins.\n\nMitte\n\nZwei.\n"


def test_no_captions_give_no_text() -> None:
    assert as_text(paragraphs((), (chapter(0, "Anfang"),))) == ""


@pytest.mark.parametrize(
    ("words", "starts"),
    [
        ("Feinstaub", [2]),
        ("FEINSTAUB", [2]),
        ("lärm", [0]),
        ("laerm", [0]),
        ("larm", [0]),
        ("LÄRM", [0]),
        ("straße", [4]),
        ("strasse", [4]),
        ("cafe", [4]),
        ("misst  den", [0]),
        ("misst, den", [0]),
        ("cafe strasse", [4]),
        ("?", []),
        ("den feinstaub", [2]),
        ("", [0, 2, 4]),
        ("   ", [0, 2, 4]),
        ("Ozon", []),
        ("i", [0, 2]),
    ],
)
def test_words_are_found_however_they_are_spelled(words: str, starts: list[float]) -> None:
    cues = [cue(0, 2, "Lärm misst"), cue(2, 4, "den Feinstaub"), cue(4, 6, "Café-Straße")]
    found = [one.start_seconds for one in Searchable(cues).matching(words)]
    assert found == starts


def test_a_letter_that_is_everywhere_is_found_once_a_cue() -> None:
    assert list(_Joined(["eee eee"] * 50).places("e")) == list(range(50))


def test_chapters_are_offered_as_webvtt() -> None:
    chapters = (chapter(0, "Was <ist> das?"), chapter(62.5, "Messen & mehr"))
    written = chapters_webvtt(video(chapters=chapters, duration_seconds=90.0))
    assert written == (
        "WEBVTT\n\n00:00:00.000 --> 00:01:02.500\nWas &lt;ist&gt; das?\n\n"
        "00:01:02.500 --> 00:01:30.000\nMessen &amp; mehr\n"
    )


@pytest.mark.parametrize(
    ("starts", "field"),
    [((0, 5, 5), "chapters[2].startSeconds"), ((0, 10), "chapters[1].startSeconds")],
)
def test_chapters_are_in_order_and_within_the_video(starts: tuple[float], field: str) -> None:
    chapters = tuple(chapter(start, "Kapitel") for start in starts)
    with pytest.raises(Invalid) as caught:
        check_chapters(video(chapters=chapters, duration_seconds=10.0))
    assert caught.value.field == field


def test_chapters_should_begin_at_the_beginning() -> None:
    assert chapter_warnings(video(chapters=(chapter(0, "Anfang"),))) == ()
    (warning,) = chapter_warnings(video(chapters=(chapter(1, "Anfang"),)))
    assert "beginnt nicht bei 0" in warning


def test_files_are_named_after_their_content() -> None:
    first = video(captions=(caption(),), chapters=(chapter(0, "Eins"),))
    renamed = video(captions=(caption(),), chapters=(chapter(0, "Zwei"),))
    assert captions.chapters_key(first) != captions.chapters_key(renamed)
    assert captions.chapters_key(video()) is None
    same = set(captions.files_of(first)) & set(captions.files_of(renamed))
    assert {key.rpartition(".")[2] for key in same} == {"vtt", "srt", "m3u8"}
    assert len(captions.files_of(first)) == 5


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("de", "Deutsch"),
        ("de-simple", "Deutsch, Leichte Sprache"),
        ("tr", "Türkçe"),
        ("nl", "nl"),
    ],
)
def test_captions_without_a_name_get_one(language: str, label: str) -> None:
    assert caption_label(language) == label

"""Caption files as YouTube, Word and editing programs write them: nothing that is said is lost."""

import msgspec
import pytest

from services.videos.timed_text import files, webvtt
from services.videos.timed_text import srt as srt_format
from services.videos.timed_text.cue_text import plain
from services.videos.timed_text.files import CaptionFile
from services.videos.transcript import spoken
from shared.contracts.captions import MAX_BYTES, CaptionFormat, CaptionText
from shared.contracts.errors import Invalid
from shared.contracts.search import MOST_ENTRIES

LARGEST_MESSAGE = 8_000_000
"""What the bus takes (`max_payload`)."""

YOUTUBE = """WEBVTT
Kind: captions
Language: de

00:00:00.160 --> 00:00:02.389 align:start position:0%
{space}
hallo<00:00:00.480><c> und</c><00:00:00.640><c> willkommen</c>

00:00:02.389 --> 00:00:02.399 align:start position:0%
hallo und willkommen
{space}

00:00:02.399 --> 00:00:04.000 align:start position:0%
hallo und willkommen
im<00:00:02.600><c> Stadtlabor</c>
""".format(space=" ")
FIRST = "1\n00:00:00,000 --> 00:00:01,000\nEins"
SECOND = "2\n00:00:02,000 --> 00:00:03,000\nZwei"
THIRD = "3\n00:00:04,000 --> 00:00:05,000\nDrei"


def said(file: CaptionFile) -> list[str]:
    return [plain(cue.lines) for cue in file.cues]


def srt(*blocks: str) -> CaptionFile:
    return files.read("\n\n".join(blocks), CaptionFormat.SRT)


def refusal(text: str) -> str:
    with pytest.raises(Invalid) as caught:
        files.read(text)
    return caught.value.message


def test_automatic_captions_of_youtube_are_read() -> None:
    assert said(files.read(YOUTUBE)) == [
        "hallo und willkommen",
        "hallo und willkommen",
        "hallo und willkommen\nim Stadtlabor",
    ]


def test_lines_of_spaces_part_cues_where_times_follow() -> None:
    head = "WEBVTT\n\n \nNOTE von Hand\n \n"
    cues = "1\n00:01.000 --> 00:02.000\nEins\n  \n7\n00:03.000 --> 00:04.000\nZwei\n \n"
    assert said(files.read(head + cues)) == ["Eins", "Zwei"]


@pytest.mark.parametrize(
    "times",
    [
        "00:00:00,000\xa0-->\xa000:00:02,500",
        "00:00:00,000\xa0--> 00:00:02,500\u202f",
        "00:00:00,000 → 00:00:02,500",
        "00:00:00,000 \uf0e0 00:00:02,500",
        "00:00:00,000 —> 00:00:02,500",
        "00:00:00,000→00:00:02,500",
    ],
)
def test_what_word_makes_of_arrows_and_spaces_is_put_right(times: str) -> None:
    found = files.read(f"1\n{times}\nGuten Tag")
    assert (found.cues[0].end_seconds, said(found)) == (2.5, ["Guten Tag"])
    assert found.repairs[0] == "Pfeile oder Leerzeichen in Zeitangaben berichtigt."


def test_arrows_in_a_text_stay() -> None:
    text = "12:30 → 13:15 Uhr\nvon A → B"
    assert said(files.read(f"1\n00:00:00,000 --> 00:00:02,500\n{text}")) == [text]


@pytest.mark.parametrize(
    ("blocks", "texts", "repair"),
    [
        (
            (FIRST, "und mehr", "2026", SECOND),
            ["Eins\nund mehr\n2026", "Zwei"],
            "Leere Zeile im Untertitel entfernt (Zeilen 5, 7).",
        ),
        (
            (FIRST, SECOND, "und mehr"),
            ["Eins", "Zwei\nund mehr"],
            "Leere Zeile im Untertitel entfernt (Zeile 9).",
        ),
        (
            (FIRST, SECOND, "3\n"),
            ["Eins", "Zwei"],
            "Einzelne Nummer am Dateiende weggelassen (Zeile 9).",
        ),
        (
            (FIRST, *SECOND.split("\n")),
            ["Eins", "Zwei"],
            "Leere Zeile vor der Zeitangabe entfernt (Zeile 7).",
        ),
    ],
)
def test_empty_lines_in_srt_do_no_harm(
    blocks: tuple[str, ...], texts: list[str], repair: str
) -> None:
    found = srt(*blocks)
    assert said(found) == texts
    assert repair in found.repairs


@pytest.mark.parametrize(
    ("blocks", "line"),
    [
        (("Vorwort", FIRST), 1),
        ((FIRST, "2\nZwei ohne Zeit", THIRD), 5),
        ((FIRST, "Wohin?", THIRD), 5),
        ((FIRST, "2\nZwei ohne Zeit"), 5),
        ((FIRST, "7"), 5),
    ],
)
def test_what_may_be_a_lost_cue_is_refused(blocks: tuple[str, ...], line: int) -> None:
    assert refusal("\n\n".join(blocks)) == f"Zeile {line}: Hier fehlt die Zeitangabe."


def test_a_number_after_a_text_is_text_unless_it_counts_the_next_cue() -> None:
    without_number = SECOND.removeprefix("2\n")
    assert said(srt(f"{FIRST}\nIm Jahr\n2026\n{without_number}\n{THIRD}")) == [
        "Eins\nIm Jahr\n2026",
        "Zwei",
        "Drei",
    ]
    times = "00:00:02.000 --> 00:00:03.000\nZwei"
    webvtt = f"WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nIm Jahr\n2026\n{times}"
    assert said(files.read(webvtt)) == ["Im Jahr\n2026", "Zwei"]
    assert said(srt("00:00:00,000 --> 00:00:01,000\n10\n00:00:01,000 --> 00:00:02,000\n9")) == [
        "10",
        "9",
    ]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<Musik> <Anna> Hallo <lacht>", "<Musik> <Anna> Hallo <lacht>"),
        ("<Musik laut> <b>Da</b></Musik>", "<Musik laut> Da</Musik>"),
        ('<font color="#fff">Ja</font> <span class=x>nein</span>', "Ja nein"),
        ("eins<br/>zwei<BR>drei", "eins\nzwei\ndrei"),
        ("Tom &amp; Jerry &lt;b&gt; &#39;x&#39; &quot;y&quot;", "Tom & Jerry <b> 'x' \"y\""),
        ("20&nbsp;Grad &euro; AT&T", "20\xa0Grad &euro; AT&T"),
        ("a\vb\x85c\fd\u2028e\u2029f", "a\nb\nc\nd\ne\nf"),
    ],
)
def test_srt_shows_what_is_text(written: str, shown: str) -> None:
    assert said(srt(f"1\n00:00:00,000 --> 00:00:02,500\n{written}")) == [shown]


def test_escapes_and_soft_breaks_are_told_as_repairs() -> None:
    assert srt("1\n00:00:00,000 --> 00:00:02,500\nTom &amp;\u2028Jerry").repairs == (
        "Umschriebene Zeichen wie &amp; zurückverwandelt (Zeile 2).",
        "Weiche Umbrüche in Zeilenumbrüche umgewandelt (Zeile 2).",
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("0:00:00.599,0:00:04.160\nHallo\n\n", "SBV"),
        ("[Script Info]\nTitle: Film\n\n[Events]\n", "ASS"),
        ('<?xml version="1.0"?>\n<tt xmlns="http://www.w3.org/ns/ttml">', "TTML"),
        ("<tt:tt xmlns:tt='http://www.w3.org/ns/ttml'>", "TTML"),
        ('<?xml version="1.0"?><timedtext format="3">', "XML"),
    ],
)
def test_other_formats_are_named(text: str, name: str) -> None:
    told = "kennt der Hub nicht. Bitte als SRT oder WebVTT exportieren."
    assert refusal(f"\ufeff{text}") == f"Das Format {name} {told}"


def test_six_dense_hours_are_read() -> None:
    text = "Das sind in drei Sekunden zwei Zeilen,\nschneller liest es niemand."
    cues = (
        f"{n}\n{n // 1200:02}:{n // 20 % 60:02}:{n % 20 * 3:02},000 --> "
        f"{n // 1200:02}:{n // 20 % 60:02}:{n % 20 * 3 + 2:02},900\n{text}"
        for n in range(1, 7_200)
    )
    film = "\n\n".join(cues)
    assert 700_000 < len(film) < MAX_BYTES
    assert len(files.read(film).cues) == 7_199


@pytest.mark.parametrize(("cues", "text"), [(20_000, '"' * 24), (2_000, "&" * 380)])
def test_the_largest_files_fit_into_a_message(cues: int, text: str) -> None:
    found = files.read("WEBVTT\n\n" + f"0:0-->0:1\n{text}\n\n" * cues).cues
    assert len(found) == cues
    told = CaptionText(webvtt=webvtt.serialised(found), srt=srt_format.serialised(found))
    entry = msgspec.json.encode([spoken(cue) for cue in found])
    assert len(msgspec.json.encode(told)) < LARGEST_MESSAGE
    assert MOST_ENTRIES * len(entry) < LARGEST_MESSAGE

"""Caption files: read strictly, mended where it does no harm, refused with every wrong line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.videos.timed_text import files, srt, webvtt
from services.videos.timed_text.blocks import blocks, numbered, parted
from services.videos.timed_text.cue_text import plain
from services.videos.timed_text.cues import Cue
from services.videos.timed_text.files import CaptionFile
from services.videos.timed_text.findings import Findings
from services.videos.timed_text.quality import warnings
from shared.contracts.captions import MAX_BYTES, TOO_LARGE, CaptionFormat
from shared.contracts.errors import Invalid
from shared.kit.plain_text import plain_text
from shared.kit.webvtt import escaped

WITH_TAGS = "Der Text ist mit seinen Auszeichnungen länger als 4000 Zeichen."
CUE = "00:00:00.000 --> 00:00:02.500\nGuten Tag"
SRT = "1\n00:00:00,000 --> 00:00:02,500\nGuten Tag\n\n2\n00:00:03,000 --> 00:00:04,000\nTschüs\n"


def refusal(text: str, named: CaptionFormat | None = None) -> list[str]:
    with pytest.raises(Invalid) as caught:
        files.read(text, named)
    assert caught.value.field == "text"
    return caught.value.message.split("\n")


def read(*blocks: str) -> CaptionFile:
    return files.read("\n\n".join(["WEBVTT", *blocks]))


def lines(file: CaptionFile) -> list[tuple[str, ...]]:
    return [cue.lines for cue in file.cues]


@pytest.mark.parametrize(
    "text",
    [
        f"WEBVTT\n\n{CUE}\n",
        "WEBVTT\n\n100:00:00.000 --> 100:00:01.000\nSpät\n",
        "WEBVTT\n\n00:00:59.999 --> 00:01:00.000 line:-1 position:9%,line-left align:start\nTon\n",
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n<v Ada Lovelace>a &lt; b</v>\n<i>ja</i>\n",
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n<c.yellow>gelb</c> <lang en>yes</lang>\n",
    ],
)
def test_what_is_as_the_hub_writes_it_stays_so(text: str) -> None:
    found = files.read(text)
    assert found.repairs == ()
    assert webvtt.serialised(found.cues) == text


@pytest.mark.parametrize(
    ("block", "kept"),
    [
        ("NOTE eine Bemerkung", 1),
        ("NOTE\nzwei\nZeilen", 1),
        ("einleitung\n00:05.000 --> 00:06.000\nMit Namen", 2),
        ("00:05.000 \t-->\t 00:05.001\nKurz", 2),
    ],
)
def test_all_that_the_format_knows_is_read_in_silence(block: str, kept: int) -> None:
    found = read(CUE, block)
    assert (len(found.cues), found.repairs) == (kept, ())


def test_hours_may_be_left_out() -> None:
    assert read("59:59.999 --> 01:00:00.001\nText").cues[0].end_seconds == 3600.001


@pytest.mark.parametrize(
    ("text", "repair"),
    [
        (f"\ufeffWEBVTT\n\n{CUE}", "Unsichtbares Zeichen am Dateianfang (BOM) entfernt."),
        (f"WEBVTT\r\n\r\n{CUE}", "Zeilenenden vereinheitlicht."),
        (f"WEBVTT\r\r{CUE}", "Zeilenenden vereinheitlicht."),
        (f"\n\nWEBVTT\n\n{CUE}", "Leere Zeilen am Dateianfang entfernt."),
        (f"WEBVTT\n{CUE}", "Leerzeile nach dem Dateikopf ergänzt (Zeile 2)."),
        (f"WEBVTT\nKind: captions\n\n{CUE}", "Angaben im Dateikopf weggelassen (Zeile 2)."),
        (f"WEBVTT\n\nSTYLE\n::cue(b) {{}}\n\n{CUE}", "Gestaltung (STYLE) weggelassen (Zeile 3)."),
        (
            "WEBVTT\n\n00:00,000 --> 00:02,500\nGuten Tag",
            "Komma und Punkt in der Zeitangabe vertauscht (Zeile 3).",
        ),
        (
            "WEBVTT\n\n0:00.0 --> 0:2.5\nGuten Tag",
            "Ziffern in der Zeitangabe ergänzt (Zeile 3).",
        ),
        (
            "WEBVTT\n\n00:00.000-->00:02.500\nGuten Tag",
            "Leerzeichen um den Pfeil ergänzt (Zeile 3).",
        ),
        (f"WEBVTT\n\n{CUE}  ", "Leerzeichen am Zeilenende entfernt (Zeile 4)."),
        (
            "WEBVTT\n\n00:00.000 --> 00:02.500 align:middle colour:red\nGuten Tag",
            "Unbekannte Angabe zur Anordnung weggelassen oder berichtigt (Zeile 3).",
        ),
        (
            "WEBVTT\n\n00:00.000 --> 00:02.500\n<font color=red>Guten</font> Tag",
            "Unbekannte Auszeichnung weggelassen (Zeile 3).",
        ),
        (
            "WEBVTT\n\n00:00.000 --> 00:02.500\n<b>Guten Tag",
            "Auszeichnung in Ordnung gebracht (Zeile 3).",
        ),
        (
            "WEBVTT\n\n00:00.000 --> 00:02.500\nGuten\x07 Tag",
            "Unsichtbare Steuerzeichen entfernt (Zeile 3).",
        ),
        (
            f"WEBVTT\n\n{CUE}\n\n00:03.000 --> 00:04.000\n",
            "Untertitel ohne Text weggelassen (Zeile 6).",
        ),
    ],
)
def test_what_does_no_harm_is_put_right_and_told(text: str, repair: str) -> None:
    found = files.read(text)
    assert found.repairs == (repair,)
    (cue,) = found.cues
    assert (cue.start_seconds, cue.end_seconds, plain(cue.lines)) == (0, 2.5, "Guten Tag")


def test_times_in_the_middle_of_a_text_begin_a_cue() -> None:
    found = read(f"{CUE}\n00:03.000 --> 00:04.000\nWeiter")
    assert lines(found) == [("Guten Tag",), ("Weiter",)]
    assert found.repairs == ("Leerzeile vor dem Untertitel ergänzt (Zeile 5).",)


def test_cues_come_in_the_order_of_time() -> None:
    found = read("00:05.000 --> 00:06.000\nZwei", CUE)
    assert lines(found) == [("Guten Tag",), ("Zwei",)]
    assert found.repairs == ("Untertitel nach der Zeit geordnet.",)


@pytest.mark.parametrize(("start", "end"), [("02.450", 2.45), ("02.400", 2.5), ("02.500", 2.5)])
def test_overlaps_too_short_to_be_meant_are_cut(start: str, end: float) -> None:
    assert read(CUE, f"00:{start} --> 00:04.000\nWeiter").cues[0].end_seconds == end


def test_repairs_of_one_kind_are_told_once() -> None:
    blocks = [f"00:{n:02},000 --> 00:{n:02},900\nText" for n in range(9)]
    (repair,) = read(*blocks).repairs
    assert repair.endswith("(Zeilen 3, 6, 9, 12, 15 und 4 weitere).")


@pytest.mark.parametrize(
    ("timing", "error"),
    [
        ("00:60.000 --> 01:01.000", "Die Zeitangabe ist falsch geschrieben."),
        ("60:00.000 --> 61:00.000", "Die Zeitangabe ist falsch geschrieben."),
        ("-00:01.000 --> 00:01.000", "Die Zeitangabe ist falsch geschrieben."),
        ("00:00.000 --> ", "Die Zeitangabe ist falsch geschrieben."),
        ("--> 00:01.000", "Die Zeitangabe ist falsch geschrieben."),
        ("eins --> zwei", "Die Zeitangabe ist falsch geschrieben."),
        ("00:00:01:12 --> 00:00:02:00", "Die Zeitangabe ist falsch geschrieben."),
        ("00:00.000 --> 00:01.000align:start", "Die Zeitangabe ist falsch geschrieben."),
        ("00:02.000 --> 00:01.000", "Das Ende liegt vor dem Anfang."),
        ("00:01.000 --> 00:01.000", "Anfang und Ende sind gleich."),
        ("kein Pfeil", "Hier fehlt die Zeitangabe."),
    ],
)
def test_what_is_wrong_is_named_by_its_line(timing: str, error: str) -> None:
    assert refusal(f"\ufeffWEBVTT\r\n\r\n{CUE}\r\n\r\n{timing}\r\nText") == [f"Zeile 6: {error}"]


def test_all_errors_are_told_at_once() -> None:
    text = f"WEBVTT\n\nx --> y\nText\n\n{CUE}\n\nverirrt\n\n00:02.000 --> 00:01.000\nText\ufffd"
    assert refusal(text) == [
        "Zeile 3: Die Zeitangabe ist falsch geschrieben.",
        "Zeile 9: Hier fehlt die Zeitangabe.",
        "Zeile 11: Das Ende liegt vor dem Anfang.",
        "Zeile 12: Ein Zeichen ist unlesbar. Bitte speichern Sie die Datei neu.",
    ]


def test_many_errors_are_told_up_to_a_bound() -> None:
    told = refusal("\n\n".join(["WEBVTT", *["x --> y\nText"] * 1000]))
    assert (len(told), told[-1]) == (21, "Weitere Fehler werden nicht einzeln genannt.")


@pytest.mark.parametrize("text", ["WEBVTT", "WEBVTT\n\nNOTE nichts\n", "WEBVTT\n"])
def test_a_file_without_cues_says_so(text: str) -> None:
    assert refusal(text) == ["Die Datei enthält keine Untertitel."]


@pytest.mark.parametrize("text", ["Das ist ein Brief.", "webvtt\n\nText", "WEBVTTX\n\nText", " "])
def test_what_is_no_caption_file_says_so(text: str) -> None:
    assert refusal(text)[0] == "Zeile 1: Die Datei beginnt nicht mit WEBVTT."


def test_a_named_format_is_not_guessed() -> None:
    assert refusal(SRT, CaptionFormat.WEBVTT)[0] == "Zeile 1: Die Datei beginnt nicht mit WEBVTT."


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("WEBVTT\n\n" + "x" * MAX_BYTES, TOO_LARGE),
        ("WEBVTT\n\n" + "ä" * (MAX_BYTES // 2), TOO_LARGE),
        (f"WEBVTT\n\n{CUE}{'!' * 1000}", "Zeile 3: Der Text ist länger als 1000 Zeichen."),
        (f"WEBVTT\n\n{CUE}{'<b></b>' * 999}", f"Zeile 4: {WITH_TAGS}"),
        ("1\n00:00:00,000 --> 00:00:02,500\n" + "&" * 900, f"Zeile 2: {WITH_TAGS}"),
        (f"WEBVTT\n\n{CUE}{'<c.x>' * 700}", f"Zeile 3: {WITH_TAGS}"),
        (
            "WEBVTT\n\n" + "0:0-->0:1\na\n\n" * 20_001,
            "Zeile 60003: Mehr als 20000 Untertitel sind nicht möglich.",
        ),
    ],
)
def test_files_are_bounded(text: str, error: str) -> None:
    assert refusal(text) == [error]


def test_what_is_kept_may_be_longer_than_what_was_sent() -> None:
    cues = files.read("WEBVTT\n\n" + "0:0-->0:1\n&&&&&&&&\n\n" * 20_000).cues
    kept = webvtt.serialised(cues)
    assert len(kept) > MAX_BYTES
    assert files.read_again(kept).cues == cues


def test_times_in_every_second_line_are_read_in_one_pass() -> None:
    findings = Findings()
    text = "".join(f"{number}\n-->\n" for number in range(1, 160_001))
    (block,) = blocks(numbered(text, findings))
    assert [len(one.lines) for one in parted(block, 0, findings)] == [2] * 160_000


def test_srt_is_found_out_and_read() -> None:
    found = files.read(SRT)
    assert (lines(found), found.repairs) == ([("Guten Tag",), ("Tschüs",)], ())


@pytest.mark.parametrize(
    ("text", "repair"),
    [
        ("00:00:00,000 --> 00:00:02,500\nGuten Tag", "Nummer des Untertitels ergänzt (Zeile 1)."),
        ("1\n00:00,000 --> 00:02,500\nGuten Tag", "Stunden in der Zeitangabe ergänzt (Zeile 2)."),
        (
            "1\n00:00:00.000 --> 00:00:02.500\nGuten Tag",
            "Komma und Punkt in der Zeitangabe vertauscht (Zeile 2).",
        ),
        (
            "1\n00:00:00,000 --> 00:00:02,500 X1:0 X2:9\nGuten Tag",
            "Angabe nach der Zeit weggelassen (Zeile 2).",
        ),
        (
            '1\n00:00:00,000 --> 00:00:02,500\n{\\an8}<font color="#fff">Guten Tag</font>',
            "Unbekannte Auszeichnung weggelassen (Zeile 2).",
        ),
    ],
)
def test_what_srt_files_are_often_like_is_put_right(text: str, repair: str) -> None:
    found = files.read(text)
    assert found.repairs == (repair,)
    assert lines(found) == [("Guten Tag",)]


def test_srt_keeps_what_both_formats_know() -> None:
    (cue,) = files.read("1\n00:00:00,000 --> 00:00:02,500\n<I>a</I> & <u>b</u> < c").cues
    assert cue.lines == ("<i>a</i> &amp; <u>b</u> &lt; c",)
    assert srt.serialised([cue]).endswith("\n<i>a</i> & <u>b</u> < c\n")


def test_an_srt_file_names_its_wrong_lines() -> None:
    text = "1\n00:00:01,000 --> 00:00:00,000\nText\n\nverirrt\n\n3\n00:00:02,000 --> bald\nText"
    assert refusal(text) == [
        "Zeile 2: Das Ende liegt vor dem Anfang.",
        "Zeile 5: Hier fehlt die Zeitangabe.",
        "Zeile 8: Die Zeitangabe ist falsch geschrieben.",
    ]


@pytest.mark.parametrize(
    ("written", "kept", "shown"),
    [
        ("<script>alert(1)</script>", "alert(1)", "alert(1)"),
        ("<img src=x onerror=alert(1)>Bild", "Bild", "Bild"),
        ("&lt;script&gt;x", "&lt;script&gt;x", "<script>x"),
        (
            "3 < 4 > 2 & mehr &nbsp;da",
            "3 &lt; 4 &gt; 2 &amp; mehr \xa0da",
            "3 < 4 > 2 & mehr \xa0da",
        ),
        ("<b><i>a</b></i>", "<b><i>a</i></b>", "a"),
        ("</b>a", "a", "a"),
        ("<v.laut Ada>Hallo", "<v.laut Ada>Hallo</v>", "Ada: Hallo"),
        ("<ruby>字<rt>ji</rt></ruby>", "<ruby>字<rt>ji</rt></ruby>", "字ji"),
        ("eins<br>zwei", "eins\nzwei", "eins\nzwei"),
        ("<00:00:01.000>Wort", "Wort", "Wort"),
        ("a &lt;b&gt; --&gt; c", "a &lt;b&gt; --&gt; c", "a <b> --> c"),
    ],
)
def test_only_known_tags_pass(written: str, kept: str, shown: str) -> None:
    (cue,) = read(f"00:00.000 --> 00:02.000\n{written}").cues
    assert ("\n".join(cue.lines), plain(cue.lines)) == (kept, shown)


def test_tags_that_never_end_cost_no_time() -> None:
    for text in ("<" * 3999, "<a" + " " * 3990, "<b." + "x." * 1990, "{\\" * 1990):
        found = read(CUE, f"00:03.000 --> 00:04.000\n{text[:900]}")
        assert len(found.cues) == 2


@pytest.mark.parametrize(
    ("data", "text", "repair"),
    [
        ("Grüße".encode(), "Grüße", ""),
        ("Grüße “hier”".encode("cp1252"), "Grüße “hier”", "Aus Windows-1252 in UTF-8 umgewandelt."),
        ("Grüße".encode("utf-16"), "Grüße", "Aus UTF-16 umgewandelt."),
    ],
)
def test_old_encodings_are_read(data: bytes, text: str, repair: str) -> None:
    found = plain_text(data)
    assert (found.text, found.repair) == (text, repair)


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"a\x00b", b"\x81\x8d"])
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(Invalid, match="keine Textdatei"):
        plain_text(data)


def cue(start: float, end: float, *text: str) -> Cue:
    return Cue(start_seconds=start, end_seconds=end, lines=text)


@pytest.mark.parametrize(
    ("broken", "warning"),
    [
        (cue(0, 3, "a", "b", "c"), "1 Untertitel: mehr als 2 Zeilen (bei 00:00:00.000)."),
        (
            cue(0, 3, "x" * 43),
            "1 Untertitel: eine Zeile mit mehr als 42 Zeichen (bei 00:00:00.000).",
        ),
        (cue(0, 0.9, "kurz"), "1 Untertitel: kürzer als 1 Sekunde zu sehen (bei 00:00:00.000)."),
        (cue(0, 7.1, "lang"), "1 Untertitel: länger als 7 Sekunden zu sehen (bei 00:00:00.000)."),
        (
            cue(0, 2, "x" * 41),
            "1 Untertitel: zu schnell zum Lesen (über 20 Zeichen je Sekunde) (bei 00:00:00.000).",
        ),
        (
            cue(8, 10.2, "spät"),
            "1 Untertitel: über das Ende des Videos hinaus zu sehen (bei 00:00:08.000).",
        ),
    ],
)
def test_what_is_hard_to_read_is_told(broken: Cue, warning: str) -> None:
    assert warnings([broken], 10) == (warning,)


def test_good_captions_bring_no_warnings() -> None:
    good = [cue(0, 2, "&lt;" + "x" * 39), cue(2, 9, "<i>" + "x" * 42 + "</i>", "zwei")]
    assert warnings(good, 9) == ()
    assert warnings([cue(0, 3, "a"), cue(2, 4, "b")], None) == (
        "1 Untertitel: noch zu sehen, wenn der nächste beginnt (bei 00:00:00.000).",
    )


_letters = st.characters(
    exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff\ufffd\u2028\u2029"
)
_texts = st.text(_letters | st.sampled_from("<>&;{}\\/ b-"), min_size=1, max_size=60).map(
    lambda text: text.strip(" \t")
)


@st.composite
def _cues(draw: st.DrawFn) -> list[Cue]:
    made, at = [], 0
    for text in draw(st.lists(_texts.filter(lambda text: text.strip()), min_size=1, max_size=8)):
        start = at + draw(st.integers(0, 5_000_000))
        at = start + draw(st.integers(1, 10_000))
        made.append(cue(start / 1000, at / 1000, escaped(text)))
    return made


@settings(max_examples=150)
@given(_cues())
def test_webvtt_comes_back_as_it_was(cues: list[Cue]) -> None:
    found = files.read(webvtt.serialised(cues))
    assert (list(found.cues), found.repairs) == (cues, ())


@settings(max_examples=150)
@given(_cues())
def test_srt_tells_the_same_as_webvtt(cues: list[Cue]) -> None:
    written = srt.serialised(cues)
    again = files.read(written, CaptionFormat.SRT).cues
    assert [(one.start_seconds, one.end_seconds) for one in again] == [
        (one.start_seconds, one.end_seconds) for one in cues
    ]
    assert srt.serialised(again) == written


@settings(max_examples=300)
@given(
    st.text(max_size=300), st.sampled_from(["WEBVTT\n\n", "", "1\n00:00:00,000 --> 00:00:09,000\n"])
)
def test_whatever_is_sent_is_read_or_refused(text: str, head: str) -> None:
    try:
        found = files.read(head + text)
    except Invalid:
        return
    written = webvtt.serialised(found.cues)
    again = files.read(written)
    assert (again.cues, again.repairs) == (found.cues, ())

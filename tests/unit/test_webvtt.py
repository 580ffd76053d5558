"""Captions are checked line by line before they are kept (W3C WebVTT §4.1)."""

import pytest

from services.videos.captions import checked_webvtt
from shared.contracts.errors import Invalid

CUE = "00:00.000 --> 00:02.500\nGuten Tag"


def refusal(text: str) -> str:
    with pytest.raises(Invalid) as caught:
        checked_webvtt(text)
    assert caught.value.field == "webvtt"
    return caught.value.message


@pytest.mark.parametrize(
    "text",
    [
        f"WEBVTT\n\n{CUE}\n",
        f"WEBVTT Untertitel\n\n{CUE}\n",
        f"WEBVTT\tUntertitel\n\n{CUE}",
        "WEBVTT\n\n100:00:00.000 --> 100:00:01.000\nSpät",
        "WEBVTT\n\n00:00:59.999 --> 00:01:00.000 align:start position:10%\nText",
        f"WEBVTT\n\nNOTE eine Bemerkung\n\nSTYLE\n::cue {{}}\n\n1\n{CUE}",
        "WEBVTT\n\n00:00.000 \t-->\t 00:00.001\nText",
    ],
)
def test_good_files_stay_as_they_are(text: str) -> None:
    assert checked_webvtt(text) == text


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_byte_order_marks_and_line_ends_are_made_plain(mark: str, end: str) -> None:
    text = f"WEBVTT\n\n{CUE}\n\n00:03.000 --> 00:04.000\nAuf Wiedersehen\n"
    assert checked_webvtt(mark + text.replace("\n", end)) == text


@pytest.mark.parametrize(
    "text", ["", "webvtt\n\n" + CUE, "WEBVTTX\n\n" + CUE, "\nWEBVTT", "1\n00:00:00,000", " WEBVTT"]
)
def test_the_first_line_names_the_format(text: str) -> None:
    assert refusal(text) == "Zeile 1: Die Datei beginnt nicht mit WEBVTT."


@pytest.mark.parametrize(
    "timing",
    [
        "00:00:00,000 --> 00:00:01,000",
        "0:00.000 --> 00:01.000",
        "00:00.00 --> 00:01.000",
        "00:60.000 --> 01:01.000",
        "60:00.000 --> 61:00.000",
        "1:00:00.000 --> 01:00:01.000",
        "-00:01.000 --> 00:01.000",
        "00:00.000-->00:01.000",
        "00:00.000 --> ",
        "--> 00:01.000",
        "eins --> zwei",
        "00:00.000 --> 00:01.000align:start",
    ],
)
def test_a_wrong_time_is_named_by_its_line(timing: str) -> None:
    text = f"WEBVTT\n\n{CUE}\n\nzweiter\n{timing}\nText"
    assert refusal(text) == "Zeile 7: Die Zeitangabe ist falsch geschrieben."


@pytest.mark.parametrize(
    "timing", ["00:02.000 --> 00:01.000", "00:01.000 --> 00:01.000", "01:00:00.000 --> 59:59.999"]
)
def test_a_cue_ends_after_it_begins(timing: str) -> None:
    text = f"\ufeffWEBVTT\r\n\r\n{timing}\r\nText"
    assert refusal(text) == "Zeile 3: Das Ende liegt nicht nach dem Anfang."


@pytest.mark.parametrize("text", ["WEBVTT", "WEBVTT\n\nNOTE nichts\n", "WEBVTT\n\nText ohne Zeit"])
def test_a_file_without_cues_says_so(text: str) -> None:
    assert refusal(text) == "Die Datei enthält keine Untertitel."

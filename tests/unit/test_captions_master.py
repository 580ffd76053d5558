"""The master playlist as text (RFC 8216bis 4.4.6), and what stands beside it."""

import re

import pytest
from msgspec.structs import replace

from services.videos.hls import one_segment, quotable
from services.videos.master import master
from services.videos.playlists import playlists_of
from shared.contracts.captions import playlist_key
from shared.contracts.video import CaptionOrigin, Playback, TrackKind, Video
from tests.unit.video_items import (
    DESCRIBED,
    SIGNED,
    caption,
    playback,
    rendition,
    sound,
    track,
    video,
)


def playlist(given: Playback, **of_video: object) -> str:
    return master(video(playback=given, **of_video), given)


def tags(text: str, name: str) -> list[dict[str, str]]:
    """The attributes of all tags of a name, quotes and all."""
    found = re.findall(rf"^#EXT-X-{name}:(.*)$", text, re.MULTILINE)
    return [dict(re.findall(r'([A-Z0-9-]+)=("[^"\n]*"|[^",\s]+)(?:,|$)', one)) for one in found]


def media(text: str, kind: str) -> list[dict[str, str]]:
    return [one for one in tags(text, "MEDIA") if one["TYPE"] == kind]


def test_two_sizes_with_sound_and_captions() -> None:
    assert playlist(playback(), captions=(caption(),)) == (
        "#EXTM3U\n"
        "#EXT-X-VERSION:7\n"
        "#EXT-X-INDEPENDENT-SEGMENTS\n"
        '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="Deutsch",LANGUAGE="de",DEFAULT=YES,'
        'AUTOSELECT=YES,CHANNELS="2",URI="audio-1/index.m3u8"\n'
        '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="captions",NAME="Deutsch",LANGUAGE="de",DEFAULT=NO,'
        'AUTOSELECT=YES,FORCED=NO,URI="../captions/de-0000000000000000.m3u8"\n'
        "#EXT-X-STREAM-INF:BANDWIDTH=1180001,AVERAGE-BANDWIDTH=816000,"
        'CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=1280x720,FRAME-RATE=25.000,AUDIO="sound",'
        'SUBTITLES="captions",CLOSED-CAPTIONS=NONE\n'
        "720p/index.m3u8\n"
        "#EXT-X-STREAM-INF:BANDWIDTH=640001,AVERAGE-BANDWIDTH=456000,"
        'CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=640x360,FRAME-RATE=25.000,AUDIO="sound",'
        'SUBTITLES="captions",CLOSED-CAPTIONS=NONE\n'
        "360p/index.m3u8\n"
        '#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=1080000,CODECS="avc1.64001f",RESOLUTION=1280x720,'
        'URI="720p/iframes.m3u8"\n'
        '#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=540000,CODECS="avc1.64001f",RESOLUTION=640x360,'
        'URI="360p/iframes.m3u8"\n'
    )


def test_a_picture_alone_names_no_sound() -> None:
    text = playlist(playback(sounds=(), renditions=(rendition(),)))
    assert media(text, "AUDIO") == []
    (variant,) = tags(text, "STREAM-INF")
    assert variant["CODECS"] == '"avc1.64001f"'
    assert variant.keys().isdisjoint({"AUDIO", "SUBTITLES"})


def test_of_two_sounds_the_first_plays() -> None:
    text = playlist(playback(sounds=(sound(), sound(number=2, language="en"))))
    first, second = media(text, "AUDIO")
    assert (first["DEFAULT"], second["DEFAULT"]) == ("YES", "NO")
    assert (first["NAME"], second["NAME"]) == ('"Deutsch"', '"English"')
    assert second["AUTOSELECT"] == "YES"
    assert tags(text, "STREAM-INF")[0]["BANDWIDTH"] == str(720 * 1500 + 100_002)


def test_two_sounds_in_one_language_have_two_names() -> None:
    text = playlist(playback(sounds=(sound(), sound(number=2))))
    first, second = media(text, "AUDIO")
    assert (second["NAME"], second["AUTOSELECT"]) == ('"Deutsch 2"', "NO")
    assert first["GROUP-ID"] == second["GROUP-ID"]


def test_a_sound_whose_language_nobody_knows_is_the_original() -> None:
    (only,) = media(playlist(playback(sounds=(sound(language=""),))), "AUDIO")
    assert only["NAME"] == '"Originalton"'


@pytest.mark.parametrize(
    ("language", "heard"),
    [("de", '"de"'), ("de-simple", '"de"'), ("tr", '"tr"'), ("gsg", None)],
)
def test_a_single_sound_speaks_the_language_of_the_video(language: str, heard: str | None) -> None:
    given = playback(sounds=(sound(language=""),))
    tracks = (track(TrackKind.AUDIO_DESCRIPTION, DESCRIBED, sounds=(sound(language=""),)),)
    only, description = media(playlist(given, language=language, tracks=tracks), "AUDIO")
    assert (only.get("LANGUAGE"), description.get("LANGUAGE")) == (heard, heard)


def test_of_several_sounds_nobody_knows_which_speaks_what() -> None:
    text = playlist(playback(sounds=(sound(language=""), sound(number=2, language="en"))))
    assert [one.get("LANGUAGE") for one in media(text, "AUDIO")] == [None, '"en"']


def described() -> Video:
    tracks = (
        track(TrackKind.AUDIO_DESCRIPTION, DESCRIBED, renditions=()),
        track(TrackKind.SIGN_LANGUAGE, SIGNED, sounds=()),
    )
    return video(playback=playback(), tracks=tracks, captions=(caption(),))


def test_the_audio_description_is_a_sound_to_choose() -> None:
    whole = described()
    assert whole.playback
    original, description = media(master(whole, whole.playback), "AUDIO")
    assert original["DEFAULT"] == "YES"
    assert description == {
        "TYPE": "AUDIO",
        "GROUP-ID": '"sound"',
        "NAME": '"Audiodeskription"',
        "LANGUAGE": '"de"',
        "DEFAULT": "NO",
        "AUTOSELECT": "YES",
        "CHARACTERISTICS": '"public.accessibility.describes-video"',
        "CHANNELS": '"2"',
        "URI": '"../cccccccccccccccc/audio-1/index.m3u8"',
    }


def test_the_sign_language_is_named_and_has_a_playlist_of_its_own() -> None:
    whole = described()
    assert whole.playback
    (told,) = tags(master(whole, whole.playback), "SESSION-DATA")
    assert told == {
        "DATA-ID": '"de.innovationslab.sign-language"',
        "VALUE": '"../bbbbbbbbbbbbbbbb/master.m3u8"',
        "LANGUAGE": '"gsg"',
    }
    signed = whole.tracks[1].playback
    assert signed
    text = master(whole, signed)
    assert (tags(text, "SESSION-DATA"), media(text, "AUDIO")) == ([], [])
    assert "\n720p/index.m3u8\n" in text
    assert media(text, "SUBTITLES")[0]["URI"] == '"../captions/de-0000000000000000.m3u8"'


def test_a_description_for_a_picture_without_sound_does_not_play_by_itself() -> None:
    tracks = (track(TrackKind.AUDIO_DESCRIPTION, DESCRIBED, renditions=()),)
    silent = playback(sounds=())
    text = master(video(playback=silent, tracks=tracks), silent)
    (only,) = media(text, "AUDIO")
    assert only["DEFAULT"] == "NO"
    assert tags(text, "STREAM-INF")[0]["CODECS"] == '"avc1.64001f,mp4a.40.2"'


def test_captions_tell_for_whom_they_are() -> None:
    given = (
        caption(describes_sounds=True),
        caption("de-simple", "Deutsch, Leichte Sprache"),
        caption("en", "English"),
    )
    full, simple, english = media(playlist(playback(), captions=given), "SUBTITLES")
    assert full["CHARACTERISTICS"] == (
        '"public.accessibility.transcribes-spoken-dialog,'
        'public.accessibility.describes-music-and-sound"'
    )
    assert simple["CHARACTERISTICS"] == '"public.easy-to-read"'
    assert (simple["LANGUAGE"], "CHARACTERISTICS" in english) == ('"de-simple"', False)


def test_captions_wait_until_it_is_known_how_long_the_video_is() -> None:
    text = playlist(playback(), captions=(caption(),), duration_seconds=None)
    assert "SUBTITLES" not in text


def test_a_description_speaks_the_language_of_the_sound() -> None:
    tracks = (track(TrackKind.AUDIO_DESCRIPTION, DESCRIBED, sounds=(sound(language=""),)),)
    _, description = media(playlist(playback(), tracks=tracks), "AUDIO")
    assert description["LANGUAGE"] == '"de"'


def test_a_podcast_is_a_variant_of_sound() -> None:
    text = playlist(playback(renditions=()), captions=(caption(),))
    assert media(text, "AUDIO") == tags(text, "I-FRAME-STREAM-INF") == []
    (variant,) = tags(text, "STREAM-INF")
    assert variant == {
        "BANDWIDTH": "100001",
        "AVERAGE-BANDWIDTH": "96000",
        "CODECS": '"mp4a.40.2"',
        "SUBTITLES": '"captions"',
        "CLOSED-CAPTIONS": "NONE",
    }
    assert text.endswith("\naudio-1/index.m3u8\n")


def test_a_podcast_in_two_languages_has_both() -> None:
    text = playlist(playback(renditions=(), sounds=(sound(), sound(number=2, language="en"))))
    assert len(media(text, "AUDIO")) == 2
    assert len(tags(text, "STREAM-INF")) == 1


@pytest.mark.parametrize(
    ("label", "written"),
    [
        ('Deutsch "für alle"', '"Deutsch ”für alle”"'),
        ("a\nb\r\x00c", '"a b  c"'),
        ("Ton, Bild=YES", '"Ton, Bild=YES"'),
    ],
)
def test_a_label_cannot_break_out_of_its_quotes(label: str, written: str) -> None:
    (only,) = media(playlist(playback(), captions=(caption(label=label),)), "SUBTITLES")
    assert only["NAME"] == written
    assert quotable(label) == written.strip('"')


def test_two_captions_with_one_label_have_two_names() -> None:
    given = (caption("de"), caption("en"))
    names = [one["NAME"] for one in media(playlist(playback(), captions=given), "SUBTITLES")]
    assert names == ['"Deutsch"', '"Deutsch 2"']


@pytest.mark.parametrize("label", ["Deutsch", "Deutsch (automatisch erstellt)"])
def test_a_name_says_once_that_nobody_has_read_what_a_machine_wrote(label: str) -> None:
    for reviewed, name in ((False, '"Deutsch (automatisch erstellt)"'), (True, '"Deutsch"')):
        written = caption(label=label, origin=CaptionOrigin.MACHINE, reviewed=reviewed)
        (only,) = media(playlist(playback(), captions=(written,)), "SUBTITLES")
        assert only["NAME"] == name


@pytest.mark.parametrize(("seconds", "target"), [(0.4, 1), (59.6, 60), (3600.0, 3600)])
def test_captions_are_one_segment_as_long_as_the_video(seconds: float, target: int) -> None:
    assert one_segment("de-0.vtt", seconds) == (
        "#EXTM3U\n#EXT-X-VERSION:7\n"
        f"#EXT-X-TARGETDURATION:{target}\n#EXT-X-MEDIA-SEQUENCE:0\n#EXT-X-PLAYLIST-TYPE:VOD\n"
        f"#EXTINF:{seconds:.3f},\nde-0.vtt\n#EXT-X-ENDLIST\n"
    )


@pytest.mark.parametrize(
    "given", [playback(complete=False), playback(complete=False, stopped=True)]
)
def test_captions_have_a_playlist_when_the_film_is_whole(given: Playback) -> None:
    signed = track(TrackKind.SIGN_LANGUAGE, SIGNED, sounds=())
    whole = video(playback=given, captions=(caption(),), tracks=(signed,))
    texts = playlists_of(whole)
    assert "SUBTITLES" not in texts[given.master_key]
    assert "SUBTITLES" in texts[f"{SIGNED}/master.m3u8"]
    assert "#EXT-X-PLAYLIST-TYPE:VOD\n" in texts[playlist_key(caption())]
    assert playlist_key(caption()) not in playlists_of(replace(whole, tracks=()))

"""Playlists of a draft: what is fetched from the store is signed, what is text stays relative."""

from services.videos.signed_playlist import signed_playlist
from tests.unit.video_items import MAIN, PREFIX

MEDIA = """#EXTM3U
#EXT-X-VERSION:7
#EXT-X-PLAYLIST-TYPE:EVENT
#EXT-X-MAP:URI="init.mp4"
#EXTINF:4.00000,
#EXT-X-BYTERANGE:1000@0
00000.m4s
#EXTINF:4.00000,
#EXT-X-BYTERANGE:1200@1000
00000.m4s

#EXTINF:4.00000,
00001.m4s
"""
MASTER = """#EXTM3U
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="Deutsch",URI="audio-1/index.m3u8"
#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="captions",NAME="Deutsch",URI="../captions/de-1.m3u8"
#EXT-X-STREAM-INF:BANDWIDTH=1
360p/index.m3u8
"""


def signed(text: str, key: str) -> tuple[str, list[str]]:
    asked: list[str] = []

    def sign(target: str) -> str:
        asked.append(target)
        return f"https://store/{target}?signed"

    return signed_playlist(text, key, f"{PREFIX}/", sign), asked


def test_each_object_is_signed_once_however_often_it_is_named() -> None:
    text, asked = signed(MEDIA, f"{MAIN}/360p/index.m3u8")
    below = f"{MAIN}/360p"
    assert asked == [f"{below}/init.mp4", f"{below}/00000.m4s", f"{below}/00001.m4s"]
    assert f'#EXT-X-MAP:URI="https://store/{below}/init.mp4?signed"' in text
    assert text.count(f"https://store/{below}/00000.m4s?signed") == 2
    assert text.count("\n") == MEDIA.count("\n")


def test_playlists_and_captions_stay_relative() -> None:
    assert signed(MASTER, f"{MAIN}/master.m3u8") == (MASTER, [])
    segment = "#EXTM3U\n#EXTINF:9,\nde-1.vtt\n"
    assert signed(segment, f"{PREFIX}/captions/de-1.m3u8") == (segment, [])


def test_nothing_outside_the_video_is_signed() -> None:
    text = "#EXTM3U\n../../../andere/360p/00000.m4s\nhttps://elsewhere/x.m4s\n/etc/passwd\n"
    assert signed(text, f"{MAIN}/360p/index.m3u8") == (text, [])

"""Where the programs are, and what keeps them from reading anything but the file they are given."""

from msgspec import Struct

CONTAINERS = (
    "mov,matroska,webm,avi,mpegts,mpeg,asf,flv,ogg,dv,mxf,mpegvideo,m4v,h264,hevc,"
    "wav,aiff,mp3,flac,aac"
)
"""Demuxers for uploads: none that follows references to other files (playlists, concat)."""

SAFE_INPUT = {"protocol_whitelist": "file", "format_whitelist": CONTAINERS}
OWN_MP4 = {**SAFE_INPUT, "format_whitelist": "mov"}
"""What the hub has made itself."""


class Tools(Struct, frozen=True, kw_only=True):
    """The programs and how many threads each of their parts may use."""

    ffmpeg: str = "ffmpeg"
    ffprobe: str = "ffprobe"
    threads: int = 2

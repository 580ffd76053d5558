"""Files that name other files, or addresses, for ffmpeg to open."""

import struct
from collections.abc import Iterator
from functools import partial

from tests.integration.transcoder.seeds import U32, Make, Seeds, box

TEXTS = {
    "m3u8": "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n{}\n#EXT-X-ENDLIST\n",
    "m3u8-key": '#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXT-X-KEY:METHOD=AES-128,URI="{0}"\n'
    "#EXTINF:9,\n{0}\n#EXT-X-ENDLIST\n",
    "m3u8-master": "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n{}\n",
    "concat": "ffconcat version 1.0\nfile '{}'\n",
    "concat-subfile": "ffconcat version 1.0\nfile 'subfile,,start,0,end,99,,:{}'\n",
    "m3u": "#EXTM3U\n{}\n",
    "mpd": '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" '
    'mediaPresentationDuration="PT9S"><Period><AdaptationSet mimeType="video/mp4">'
    '<Representation id="1" bandwidth="1"><BaseURL>{}</BaseURL></Representation>'
    "</AdaptationSet></Period></MPD>",
    "svg": '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" '
    'width="90" height="90"><image x:href="{}" width="90" height="90"/></svg>',
    "smil": '<smil><body><video src="{}"/></body></smil>',
    "asx": '<asx version="3.0"><entry><ref href="{}"/></entry></asx>',
    "imf": '<?xml version="1.0"?><AssetMap><Path>{}</Path></AssetMap>',
}
SDP = (
    "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\n"
    "m=video {} RTP/AVP 96\na=rtpmap:96 H264/90000\n"
)
QT = box(b"ftyp", b"qt  \0\0\0\0qt  ")


def pointing() -> Iterator[tuple[str, Make]]:
    """Files that name other files, or addresses."""
    for name, text in TEXTS.items():
        yield f"points-{name}-file", partial(to_file, text)
        yield f"points-{name}-url", partial(to_address, text)
    yield "points-m3u8-text", lambda s: TEXTS["m3u8"].format(f"concat:{s.bait.text}").encode()
    yield "points-sdp", lambda s: SDP.format(s.bait.port).encode()
    yield (
        "points-dref-url",
        lambda s: elsewhere(b"url ", b"file://" + bytes(s.bait.film) + b"\0", s),
    )
    yield "points-dref-http", lambda s: elsewhere(b"url ", s.bait.url.encode() + b"\0", s)
    yield "points-dref-alis", lambda s: elsewhere(b"alis", alias(bytes(s.bait.film)), s)
    yield "points-mov-rmra", lambda s: QT + reference(bytes(s.bait.film))


def to_file(text: str, seeds: Seeds) -> bytes:
    return text.format(seeds.bait.film).encode()


def to_address(text: str, seeds: Seeds) -> bytes:
    return text.format(seeds.bait.url).encode()


def reference(path: bytes) -> bytes:
    rdrf = box(b"rdrf", U32.pack(0) + b"url " + U32.pack(len(path) + 1) + path + b"\0")
    return box(b"moov", box(b"rmra", box(b"rmda", rdrf)))


def elsewhere(kind: bytes, where: bytes, seeds: Seeds) -> bytes:
    """A film whose pictures are said to lie in another file; it holds its own no more."""
    data = bytearray(seeds.film("mov"))
    at = data.index(b"dref") - 4
    (size,) = U32.unpack_from(data, at)
    content = U32.pack(0) + where
    data[at : at + size] = grown = box(b"dref", U32.pack(0) + U32.pack(1) + box(kind, content))
    for outer in (b"dinf", b"minf", b"mdia", b"trak", b"moov"):
        place = data.rindex(outer, 0, at + 4) - 4
        U32.pack_into(data, place, U32.unpack_from(data, place)[0] + len(grown) - size)
    return bytes(data)


def alias(path: bytes) -> bytes:
    """QuickTime's alias record with an absolute path (type 18), as ffmpeg reads it."""
    head = bytearray(150)
    name = path.rsplit(b"/", 1)[1]
    head[10:11], head[11 : 11 + 5] = bytes([5]), b"Macin"
    head[50:51], head[51 : 51 + len(name)] = bytes([len(name)]), name
    head[130:134] = struct.pack(">hh", 0, 2)
    padded = path + b"\0" * (len(path) % 2)
    return bytes(head) + struct.pack(">hH", 18, len(path)) + padded + struct.pack(">hH", -1, 0)

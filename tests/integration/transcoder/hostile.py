"""Two hundred files that are broken or mean harm, each made the same every time."""

import random
from collections.abc import Iterator
from functools import partial
from itertools import product

from tests.integration.transcoder.bombs import bombs
from tests.integration.transcoder.lying_heads import boxed, lying
from tests.integration.transcoder.pointing import pointing
from tests.integration.transcoder.seeds import SEEDS, Make, Seeds

ASF = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
MXF = bytes.fromhex("060e2b34020501010d01020101020400")


def all_files() -> dict[str, Make]:
    """Every file by its name."""
    makers = (flipped, shortened, lying, boxed, pointing, bombs, strange)
    return {name: make for maker in makers for name, make in maker()}


def flipped() -> Iterator[tuple[str, Make]]:
    """Bits turned over: few or many, in the head or everywhere."""
    for kind, many, where, seed in product(SEEDS, ("few", "many"), ("all", "head"), "01"):
        yield f"flip-{kind}-{many}-{where}-{seed}", partial(flip, kind, many, where, seed)


def flip(kind: str, many: str, where: str, seed: str, seeds: Seeds) -> bytes:
    film, head = seeds.film(kind), where == "head"
    chance = random.Random(kind + many + where + seed)  # noqa: S311 - the same every time
    data = bytearray(film)
    moov = film.find(b"moov")
    begin, end = (max(0, moov - 4), moov + 1500) if head and moov > 0 else (0, len(data))
    end = min(len(data), 1000 if head and moov < 0 else end)
    count = max(4, (end - begin) // (40 if many == "many" else 1500))
    for _ in range(count):
        data[chance.randrange(begin, end)] ^= 1 << chance.randrange(8)
    return bytes(data)


def shortened() -> Iterator[tuple[str, Make]]:
    """Files that break off."""
    for kind, share in product(SEEDS, (2, 10, 35, 60, 85, 99)):
        yield f"short-{kind}-{share}", partial(shorten, kind, share)


def shorten(kind: str, share: int, seeds: Seeds) -> bytes:
    film = seeds.film(kind)
    return film[: len(film) * share // 100]


def strange() -> Iterator[tuple[str, Make]]:
    """What is no film at all."""
    yield "no-bytes", lambda _: b""
    yield "zeros", lambda _: bytes(4 << 20)
    yield "noise", lambda _: noise(1, 4 << 20)
    yield "noise-ts", lambda _: b"".join(b"G" + noise(n, 187) for n in range(20_000))
    yield "noise-h264", lambda _: b"\0\0\0\1" + noise(2, 1 << 20)
    yield "text", lambda _: b"Das ist kein Video.\n" * 500
    yield "zip", lambda _: b"PK\3\4\x14\0\0\0\x08\0" + noise(3, 90_000)
    yield "pdf", lambda _: b"%PDF-1.7\n" + b"1 0 obj <<>> endobj\n" * 900
    yield "id3-size", lambda s: b"ID3\4\0\0\x7f\x7f\x7f\x7f" + s.film("ts")
    yield "one-byte", lambda _: b"\0"
    yield "flv-head", lambda _: b"FLV\1\5\0\0\0\x09" + bytes(4) + b"\x12\xff\xff\xff" + bytes(900)
    yield "ogg-noise", lambda _: (b"OggS\0\2" + bytes(20) + b"\1\x1e\1vorbis" + bytes(23)) * 2000
    yield "asf-noise", lambda _: ASF + b"\xff" * 90_000
    yield "mxf-noise", lambda _: MXF * 5000
    yield "mpeg-packs", lambda _: b"\0\0\1\xba" * 200_000
    yield "script", lambda s: f"movie={s.bait.film}".encode()


def noise(seed: int, size: int) -> bytes:
    return random.Random(seed).randbytes(size)  # noqa: S311 - the same every time

"""The virus scan with a real clamd, which knows one signature: the standard test file's."""

import asyncio
import hashlib
import shutil
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from services.transcoder.scan import Infected, Verdict, scan
from shared.contracts.errors import Unavailable

TEST_VIRUS = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""The harmless file that every scanner takes for a virus (eicar.org)."""

MOST_BYTES = 2_000_000
READY_SECONDS = 30


@pytest.fixture(scope="module")
async def clamd() -> AsyncIterator[Path]:
    """The socket of a running scanner."""
    program = shutil.which("clamd", path="/usr/sbin:/usr/local/sbin:/usr/bin:/opt/homebrew/sbin")
    assert program, "clamd is missing: apt-get install clamav-daemon"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        configuration = configured(folder)
        running = await asyncio.create_subprocess_exec(
            program, "-c", configuration, stdout=asyncio.subprocess.DEVNULL
        )
        try:
            async with asyncio.timeout(READY_SECONDS):
                while not (folder / "clamd.sock").exists():
                    assert running.returncode is None, "clamd has ended"
                    await asyncio.sleep(0.05)
            yield folder / "clamd.sock"
        finally:
            running.terminate()
            await running.wait()


def configured(folder: Path) -> Path:
    """A configuration, and a database of one signature: MD5, size, name."""
    md5 = hashlib.md5(TEST_VIRUS, usedforsecurity=False).hexdigest()
    (folder / "test.hdb").write_text(f"{md5}:{len(TEST_VIRUS)}:Test\n")
    configuration = folder / "clamd.conf"
    configuration.write_text(
        "Foreground yes\n"
        f"DatabaseDirectory {folder}\n"
        f"LocalSocket {folder / 'clamd.sock'}\n"
        f"StreamMaxLength {MOST_BYTES}\n"
    )
    return configuration


async def pieces(*content: bytes) -> AsyncIterator[bytes]:
    for piece in content:
        yield piece


@pytest.mark.parametrize(
    "content", [(), (b"",), (b"a film",), (b"a", b"b" * 1_000_000)], ids=range(4)
)
async def test_a_clean_file_goes_on(clamd: Path, content: tuple[bytes, ...]) -> None:
    assert await scan(pieces(*content), clamd) is Verdict.CLEAN


@pytest.mark.parametrize("at_once", [1, 30, 100])
async def test_a_virus_is_found_in_however_many_pieces_it_comes(clamd: Path, at_once: int) -> None:
    cut = [TEST_VIRUS[at : at + at_once] for at in range(0, len(TEST_VIRUS), at_once)]
    with pytest.raises(Infected) as told:
        await scan(pieces(*cut), clamd)
    assert "Test" in told.value.detail, "the name is for the log"
    assert "Test" not in told.value.message
    assert told.value.code == "infected"


async def test_a_file_beyond_the_scanners_limit_goes_on_unscanned(clamd: Path) -> None:
    sent = 0

    async def film() -> AsyncIterator[bytes]:
        nonlocal sent
        for _ in range(100):
            sent += 1
            yield b"x" * 500_000

    assert await scan(film(), clamd) is Verdict.TOO_LARGE
    assert sent < 100, "the rest is not sent"


async def test_without_a_scanner_the_file_waits(tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        await scan(pieces(b"a film"), tmp_path / "nobody.sock")


async def test_a_scanner_that_goes_away_in_the_middle_is_away(tmp_path: Path) -> None:
    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(10)
        writer.transport.abort()

    async with await asyncio.start_unix_server(hang_up, tmp_path / "clamd.sock"):
        with pytest.raises(Unavailable):
            await scan(pieces(*[b"x" * 100_000] * 50), tmp_path / "clamd.sock")


async def test_trouble_with_the_film_is_not_the_scanners(clamd: Path) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield b"x"
        raise ConnectionResetError("the store")

    with pytest.raises(ConnectionResetError):
        await scan(broken(), clamd)

"""A file is read where it lies; what is doubtful there is asked of a copy."""

from pathlib import Path

import pytest

from services.transcoder.errors import Damaged, SourceMissing
from services.transcoder.judged import Interrupted
from services.transcoder.settings import TranscoderSettings
from services.transcoder.source import Source
from services.transcoder.speech.samples import SAMPLES, extract
from services.transcoder.stored import Stored
from shared.kit.blobs import SOURCES
from shared.kit.settings import load
from tests.integration.transcoder.desk import Desk
from tests.integration.transcoder.films import film


async def sent(desk: Desk, path: Path) -> Stored:
    await desk.blobs.store(SOURCES, path.name, path, "video/mp4")
    return Stored(desk.blobs, SOURCES, path.name)


@pytest.mark.parametrize("doubt", [Interrupted, Damaged])
async def test_a_doubt_is_settled_by_a_copy(
    doubt: type[Interrupted | Damaged], desk: Desk, folder: Path
) -> None:
    (folder / "film").write_bytes(b"Ein Film.")
    scratch = folder / "scratch"
    scratch.mkdir()

    async def question(source: Source) -> bytes:
        if source.address.startswith("http"):
            raise doubt("lost")
        return (scratch / source.address).read_bytes()

    assert await (await sent(desk, folder / "film")).ask(question, scratch) == b"Ein Film."


async def test_what_the_copy_says_counts(desk: Desk, folder: Path) -> None:
    (folder / "film").write_bytes(b"Ein Film.")
    asked = []

    async def question(source: Source) -> None:
        asked.append(source.address)
        raise Damaged

    (folder / "scratch").mkdir()
    with pytest.raises(Damaged):
        await (await sent(desk, folder / "film")).ask(question, folder / "scratch")
    assert len(asked) == 2


async def test_a_file_that_is_gone_is_said_to_be_gone(desk: Desk, folder: Path) -> None:
    with pytest.raises(SourceMissing):
        await Stored(desk.blobs, SOURCES, "is-not-there").copy(folder)


async def test_speech_is_taken_from_the_store(desk: Desk, folder: Path) -> None:
    stored = await sent(desk, film(folder / "film.mp4", "160x90", "12", 3))
    settings = load(TranscoderSettings, desk.environment)
    assert await extract(stored, folder, "de", settings) == pytest.approx(3, abs=0.1)
    assert (folder / SAMPLES).exists()

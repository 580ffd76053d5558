"""`hub` and the files of a video: sent beside it, stopped, made anew."""

from pathlib import Path

import pytest

from infra.hub import tracks, videos
from infra.hub.access import Access
from infra.hub.client import Client
from infra.hub.failures import CommandFailed
from shared.contracts.video import ProcessingState, TrackKind
from tests.integration.videos.studio import Studio


async def test_a_second_file_is_sent_stopped_and_made_anew(
    studio: Studio, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    video = await studio.draft()
    file = tmp_path / "gebaerden.mp4"
    file.write_bytes(b"film")
    signed = TrackKind.SIGN_LANGUAGE
    name = f"videos/{video['slug']}"
    async with Client.open(Access(studio.hub.url, studio.token)) as client:
        with pytest.raises(CommandFailed, match="Dazu gibt es bei diesem Video keine Datei"):
            await tracks.processing_of(client, video["id"], signed)
        order = videos.FileOf(file=file, video=name, track=signed, wait=False)
        await videos.upload_to(client, order)
        assert capsys.readouterr().out == f"{video['slug']}\n"
        first = await studio.run(video)
        assert first.track is signed

        await tracks.cancel(client, name, signed)
        told = capsys.readouterr().err
        assert "Gebärdensprache: Die Verarbeitung wurde abgebrochen." in told
        await videos.transcode(client, name, signed, wait=False)
        again = await studio.run(video)
        assert (again.track, again.source_key) == (signed, first.source_key)
        assert again.id != first.id
    kept = (await studio.video(video)).track(signed)
    assert kept.processing.state is ProcessingState.QUEUED
    assert kept.source is not None
    assert kept.source.filename == "gebaerden.mp4"

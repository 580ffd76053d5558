"""The transcoder's settings."""

from pathlib import Path

from services.transcoder.tools import Tools
from shared.kit.settings import BlobSettings


class TranscoderSettings(BlobSettings, frozen=True, kw_only=True):
    """`work_dir` needs room for a few chunks, for two copies of a rendition of the longest film,
    for its sound without loss (up to 1 GB an hour), and for the whole source where a file is
    damaged or in fragments, or the store was away; twice that where it cannot be sought in.
    `speech_model` is a folder with a recogniser's model; `clamd_socket` is where a virus scanner
    listens, if there is one. A worker that was not heard of for `ack_wait_seconds` is taken for
    dead, and its job goes on.
    """

    work_dir: Path
    ffmpeg: str = "ffmpeg"
    ffprobe: str = "ffprobe"
    encoder_threads: int = 2
    max_source_bytes: int = 20 * 1024**3
    max_seconds: int = 6 * 3600
    ack_wait_seconds: float = 30
    speech_model: Path | None = None
    clamd_socket: Path | None = None

    @property
    def tools(self) -> Tools:
        return Tools(ffmpeg=self.ffmpeg, ffprobe=self.ffprobe, threads=self.encoder_threads)

"""The transcoder's settings."""

from pathlib import Path

from services.transcoder.tools import Tools
from shared.kit.settings import BlobSettings


class TranscoderSettings(BlobSettings, frozen=True, kw_only=True):
    """`work_dir` needs room for a source and about as much again."""

    work_dir: Path
    ffmpeg: str = "ffmpeg"
    ffprobe: str = "ffprobe"
    encoder_threads: int = 2
    max_source_bytes: int = 20 * 1024**3

    @property
    def tools(self) -> Tools:
        return Tools(ffmpeg=self.ffmpeg, ffprobe=self.ffprobe, threads=self.encoder_threads)

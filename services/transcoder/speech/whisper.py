"""Whisper on the CPU by faster-whisper: the hub's recogniser. Reads a folder, asks no network."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from services.transcoder.speech.phantoms import is_babble, is_phantom
from services.transcoder.speech.recogniser import Samples, Word

FILES = ("model.bin", "config.json", "tokenizer.json")
"""Without any of these the library would look for it on the network."""

_TEMPERATURES = (0.0, 0.4, 0.8)
_SEED = 1
_SILENCE_MS = 1000
_LEAST_PROBABILITY = 0.1
_MOST_DOUBT = 0.4
_LEAST_CERTAINTY = -0.5


class ModelMissing(Exception):
    """The folder does not hold a model."""


class ModelUnreadable(Exception):
    """The folder holds something, but not a model that works."""


class LanguageUnknown(Exception):
    """The model does not speak this language."""


class Whisper:
    """A model in the format of CTranslate2, of any size, with 8-bit integers."""

    def __init__(self, folder: Path, threads: int) -> None:
        if missing := [name for name in FILES if not (folder / name).is_file()]:
            raise ModelMissing(f"{', '.join(missing)} in {folder}")
        os.environ["HF_HUB_OFFLINE"] = "1"
        self._model = _opened(folder, threads)

    def listen(self, samples: Samples, language: str) -> Iterator[Word]:
        if language not in self._model.supported_languages:
            raise LanguageUnknown(language)
        before = ""
        segments, _ = self._model.transcribe(
            samples,
            language=language,
            temperature=_TEMPERATURES,
            condition_on_previous_text=False,  # one wrong line would lead to the next
            word_timestamps=True,
            vad_filter=True,
            vad_parameters={"min_silence_duration_ms": _SILENCE_MS},
        )
        for segment in segments:
            if segment.text != before and _is_speech(segment):
                yield from _words(segment)
            before = segment.text


def _opened(folder: Path, threads: int) -> Any:
    import ctranslate2  # noqa: PLC0415 - only where something is to be written down
    from faster_whisper import WhisperModel  # noqa: PLC0415 - the same

    ctranslate2.set_random_seed(_SEED)
    try:
        return WhisperModel(
            str(folder),
            device="cpu",
            compute_type="int8",
            cpu_threads=threads,
            local_files_only=True,
        )
    except (RuntimeError, ValueError) as error:
        raise ModelUnreadable(str(error)) from error


def _is_speech(segment: Any) -> bool:
    likely = max((word.probability for word in segment.words or ()), default=0.0)
    if likely < _LEAST_PROBABILITY or is_babble(segment.text):
        return False
    certain = segment.no_speech_prob < _MOST_DOUBT and segment.avg_logprob > _LEAST_CERTAINTY
    return not is_phantom(segment.text, certain=certain)


def _words(segment: Any) -> Iterator[Word]:
    """Whole words: what the model gives without a space before it belongs to the last one."""
    text, start, end = "", 0.0, 0.0
    for piece in segment.words:
        if text and not piece.word.startswith(" "):
            text, end = text + piece.word, piece.end
            continue
        if text.strip():
            yield Word(text.strip(), start, end)
        text, start, end = piece.word, piece.start, piece.end
    if text.strip():
        yield Word(text.strip(), start, end)

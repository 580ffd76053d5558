"""Reads long sound in windows that end where it is quiet: memory does not grow with the film."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from services.transcoder.speech.recogniser import SAMPLE_BYTES, SAMPLE_RATE, Samples

LONGEST_SECONDS = 240
_SEARCH_SECONDS = 60
_QUIET_SECONDS = 0.5
_FULL_SCALE = 32_768


def windows(
    sound: Path, longest_seconds: float = LONGEST_SECONDS
) -> Iterator[tuple[float, Samples]]:
    """The stretches of a file of 16-bit little-endian samples, each with the second it begins."""
    if not length(sound):
        return
    whole = np.memmap(sound, dtype="<i2", mode="r")
    begin = 0
    while begin < len(whole):
        end = begin + round(longest_seconds * SAMPLE_RATE)
        if end < len(whole):
            search = min(_SEARCH_SECONDS, longest_seconds / 2)
            first = end - round(search * SAMPLE_RATE)
            end = first + _quietest(whole[first:end])
        yield begin / SAMPLE_RATE, whole[begin:end].astype(np.float32) / np.float32(_FULL_SCALE)
        begin = end


def length(sound: Path) -> float:
    """Seconds of sound in the file."""
    return sound.stat().st_size // SAMPLE_BYTES / SAMPLE_RATE


def _quietest(samples: NDArray[np.int16]) -> int:
    """The middle of the half second with the least energy; the later one where two are alike."""
    step = round(_QUIET_SECONDS / 5 * SAMPLE_RATE)
    blocks = samples[: len(samples) // step * step].astype(np.float64).reshape(-1, step)
    energy = np.convolve(np.square(blocks).sum(axis=1), np.ones(5), mode="valid")
    latest = len(energy) - 1 - int(np.argmin(energy[::-1]))
    return latest * step + 5 * step // 2

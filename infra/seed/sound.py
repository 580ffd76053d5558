"""Joins the spoken sentences, which engines write as WAV files (mono, 16 bit)."""

import wave
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from infra.seed.timeline import Timeline

PEAK = 0.8
"""The loudest sample of the narration, of the full scale."""
SILENCE = 200
"""Samples up to this are silence; engines add different amounts of it to a sentence."""


class Sound(Struct, frozen=True):
    """Samples without the silence around them, and how many there are in a second."""

    samples: NDArray[np.int16]
    rate: int

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.rate


def read(file: Path) -> Sound:
    """A sentence from its WAV file."""
    with wave.open(str(file)) as recording:
        samples = np.frombuffer(recording.readframes(recording.getnframes()), np.int16)
        loud = np.flatnonzero(np.abs(samples.astype(np.int32)) > SILENCE)
        if loud.size:
            samples = samples[loud[0] : loud[-1] + 1]
        return Sound(samples, recording.getframerate())


def join(timeline: Timeline, sounds: Sequence[Sound], target: Path) -> None:
    """Writes the sentences at their times to one WAV file, with silence in between."""
    rate = sounds[0].rate
    track = np.zeros(round(timeline.seconds * rate), np.int16)
    for sentence, sound in zip(timeline.sentences, sounds, strict=True):
        begin = round(sentence.start * rate)
        track[begin : begin + len(sound.samples)] = sound.samples
    loudest = max(int(np.abs(track.astype(np.int32)).max()), 1)
    with wave.open(str(target), "wb") as output:
        output.setnchannels(1)
        output.setsampwidth(2)
        output.setframerate(rate)
        output.writeframes((track * (PEAK * 32767 / loudest)).astype(np.int16).tobytes())

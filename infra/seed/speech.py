"""Speaks German sentences with eSpeak NG: the program on PATH, or the library from a wheel."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

VOICE = "de"
WORDS_PER_MINUTE = 150


class NoSpeechEngine(Exception):
    """Neither the program espeak-ng nor the Python package espeakng-loader is installed."""

    def __init__(self) -> None:
        super().__init__(
            "Keine Sprachausgabe gefunden. Installieren Sie das Programm espeak-ng "
            "oder das Python-Paket espeakng-loader."
        )


class SpeechFailed(Exception):
    """The speech engine ended with an error."""


class Engine(Protocol):
    """Something that speaks; `name` changes when its sound may change."""

    name: str

    def speak(self, sentences: Sequence[str], folder: Path) -> Iterator[Path]:
        """Writes a WAV file (mono, 16 bit) per sentence and yields each when it is there."""


class Program:
    """The espeak-ng program of the operating system."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.name = _run([path, "--version"]).split("Data at")[0].strip()

    def speak(self, sentences: Sequence[str], folder: Path) -> Iterator[Path]:
        for number, sentence in enumerate(sentences):
            file = folder / f"{number:03}.wav"
            options = ["-v", VOICE, "-s", str(WORDS_PER_MINUTE), "-w", str(file), "--stdin"]
            _run([self.path, *options], sentence)
            yield file


class Library:
    """The library in the package espeakng-loader, in a process of its own."""

    name = "espeakng-loader"

    def speak(self, sentences: Sequence[str], folder: Path) -> Iterator[Path]:
        files = [folder / f"{number:03}.wav" for number in range(len(sentences))]
        order = {"voice": VOICE, "rate": WORDS_PER_MINUTE}
        texts = [[text, str(file)] for text, file in zip(sentences, files, strict=True)]
        command = [sys.executable, "-m", "infra.seed.espeak_library"]
        _run(command, json.dumps({**order, "sentences": texts}))
        yield from files


def find_engine() -> Engine:
    """The best engine of this machine; raises `NoSpeechEngine`."""
    if path := shutil.which("espeak-ng"):
        return Program(path)
    if find_spec("espeakng_loader"):
        return Library()
    raise NoSpeechEngine


def _run(command: list[str], text: str = "") -> str:
    done = subprocess.run(
        command, input=text, capture_output=True, text=True, check=False, timeout=120
    )
    if done.returncode:
        raise SpeechFailed(f"{command[0]}: {done.stderr.strip()[-500:]}")
    return done.stdout

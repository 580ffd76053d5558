"""`python -m services.transcoder.speech MODEL SOUND LANGUAGE THREADS OUT`: sound in, WebVTT out.

A process of its own, so that the model's memory and work can be limited and end with it. Prints
the second it has come to, a number a line; says by its exit code why it could not.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from services.transcoder.speech.codes import LANGUAGE_UNKNOWN, NO_MODEL, NO_PROGRAM, UNREADABLE
from services.transcoder.speech.lines import cues
from services.transcoder.speech.recogniser import Recogniser, Word
from services.transcoder.speech.webvtt import webvtt
from services.transcoder.speech.whisper import (
    LanguageUnknown,
    ModelMissing,
    ModelUnreadable,
    Whisper,
)
from services.transcoder.speech.windows import length, windows


def main(arguments: list[str]) -> int:
    model, sound, language, threads, out = arguments
    try:
        recogniser = Whisper(Path(model), int(threads))
        words = list(heard(recogniser, Path(sound), language))
    except ImportError as error:
        return _ended(NO_PROGRAM, error)
    except ModelMissing as error:
        return _ended(NO_MODEL, error)
    except ModelUnreadable as error:
        return _ended(UNREADABLE, error)
    except LanguageUnknown as error:
        return _ended(LANGUAGE_UNKNOWN, error)
    Path(out).write_text(webvtt(cues(words, length(Path(sound)))), encoding="utf-8")
    return 0


def heard(recogniser: Recogniser, sound: Path, language: str) -> Iterator[Word]:
    """The words of the whole sound, on its own time; tells on standard output how far it is."""
    for begin, samples in windows(sound):
        _told(begin)
        for word in recogniser.listen(samples, language):
            yield Word(word.text, begin + word.start, begin + word.end)
            _told(begin + word.end)


def _told(seconds: float) -> None:
    print(f"{seconds:.2f}", flush=True)  # noqa: T201 - read by the caller


def _ended(code: int, error: Exception) -> int:
    print(error, file=sys.stderr)  # noqa: T201 - goes to the log
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

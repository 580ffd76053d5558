"""Exit codes of the recognising program, and what the editor is told for each."""

from collections.abc import Mapping

from services.transcoder.errors import TranscodeError
from services.transcoder.speech.errors import (
    BadSpeechModel,
    NoSpeechModel,
    NoSpeechProgram,
    UnknownSpeech,
)

NO_PROGRAM, NO_MODEL, UNREADABLE, LANGUAGE_UNKNOWN = 64, 65, 66, 67

ERRORS: Mapping[int, type[TranscodeError]] = {
    NO_PROGRAM: NoSpeechProgram,
    NO_MODEL: NoSpeechModel,
    UNREADABLE: BadSpeechModel,
    LANGUAGE_UNKNOWN: UnknownSpeech,
}

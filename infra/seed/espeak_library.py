"""Runs as a process of its own: speaks the sentences given as JSON on standard input.

The eSpeak NG library is GPL-3.0-or-later, so the hub's own programs never load it. The calls
and constants are those of its header `speak_lib.h`.
"""

import ctypes
import json
import sys
import wave
from typing import Any

import espeakng_loader  # type: ignore[import-untyped]

SYNCHRONOUS = 2
RATE = 1
POSITION_CHARACTER = 1
UTF8 = 1
CALLBACK = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
)


def main() -> None:
    """Reads `{"voice", "rate", "sentences": [[text, wav_file], …]}`."""
    order: dict[str, Any] = json.load(sys.stdin)
    library = ctypes.CDLL(str(espeakng_loader.get_library_path()))
    data = str(espeakng_loader.get_data_path()).encode()
    sample_rate = library.espeak_Initialize(SYNCHRONOUS, 0, data, 0)
    if sample_rate <= 0:
        sys.exit("espeak_Initialize failed")
    if library.espeak_SetVoiceByName(order["voice"].encode()):
        sys.exit(f"there is no voice {order['voice']}")
    library.espeak_SetParameter(RATE, order["rate"], 0)
    for text, file in order["sentences"]:
        _write(file, sample_rate, _speak(library, text))


def _speak(library: ctypes.CDLL, text: str) -> bytes:
    sound = bytearray()

    def receive(samples: Any, count: int, _events: Any) -> int:
        if samples and count > 0:
            sound.extend(ctypes.string_at(samples, count * 2))
        return 0

    callback = CALLBACK(receive)
    library.espeak_SetSynthCallback(callback)
    encoded = text.encode()
    if library.espeak_Synth(
        encoded, ctypes.c_size_t(len(encoded) + 1), 0, POSITION_CHARACTER, 0, UTF8, None, None
    ):
        sys.exit("espeak_Synth failed")
    library.espeak_Synchronize()
    return bytes(sound)


def _write(file: str, sample_rate: int, sound: bytes) -> None:
    with wave.open(file, "wb") as output:
        output.setnchannels(1)
        output.setsampwidth(2)
        output.setframerate(sample_rate)
        output.writeframes(sound)


if __name__ == "__main__":
    main()

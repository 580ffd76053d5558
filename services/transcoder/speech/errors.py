"""Why nothing can be written down: each class says it to the editor in German."""

from services.transcoder.errors import NoSound, TranscodeError


class NoSpeechModel(TranscodeError):
    code = "no_speech_model"
    sentence = (
        "Automatische Untertitel sind auf diesem Hub noch nicht eingerichtet: Es fehlt das "
        "Sprachmodell. Wer den Hub betreibt, richtet es mit dem Befehl „make speech-model“ ein. "
        "Eine eigene Untertiteldatei können Sie jederzeit hochladen."
    )


class NoSpeechProgram(TranscodeError):
    code = "no_speech_program"
    sentence = (
        "Automatische Untertitel sind auf diesem Hub noch nicht eingerichtet: Es fehlt die "
        "Spracherkennung. Wer den Hub betreibt, richtet sie mit dem Befehl „make speech-model“ "
        "ein. Eine eigene Untertiteldatei können Sie jederzeit hochladen."
    )


class BadSpeechModel(TranscodeError):
    code = "bad_speech_model"
    sentence = (
        "Das Sprachmodell dieses Hubs ist beschädigt oder passt nicht. Wer den Hub betreibt, "
        "richtet es mit dem Befehl „make speech-model“ neu ein. "
        "Eine eigene Untertiteldatei können Sie jederzeit hochladen."
    )


class UnknownSpeech(TranscodeError):
    code = "unknown_speech"
    sentence = (
        "In dieser Sprache kann der Hub nicht selbst mitschreiben. "
        "Bitte laden Sie eine Untertiteldatei hoch."
    )


class NothingToHear(NoSound):
    sentence = (
        "Dieses Video hat keinen Ton, den der Hub mitschreiben könnte. "
        "Bitte laden Sie eine Untertiteldatei hoch, wenn Text zu lesen sein soll."
    )


class SpeechTooLong(TranscodeError):
    code = "speech_too_long"
    sentence = (
        "Das Mitschreiben hat zu lange gedauert und wurde abgebrochen. "
        "Bitte laden Sie eine Untertiteldatei hoch."
    )

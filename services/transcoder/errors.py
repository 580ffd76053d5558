"""Why a file cannot be made playable: each class says it to the editor in German."""

from typing import ClassVar

from shared.contracts.errors import HubError


class TranscodeError(HubError):
    """The file itself is the reason: trying again changes nothing. `detail` is for the log."""

    sentence: ClassVar[str]

    def __init__(self, detail: str = "") -> None:
        super().__init__(self.sentence)
        self.detail = detail


class SourceMissing(TranscodeError):
    code = "source_missing"
    sentence = "Die hochgeladene Datei ist nicht mehr vorhanden. Bitte laden Sie sie erneut hoch."


class EmptyFile(TranscodeError):
    code = "empty_file"
    sentence = "Die Datei ist leer. Bitte prüfen Sie die Datei und laden Sie sie erneut hoch."


class FileTooLarge(TranscodeError):
    code = "file_too_large"
    sentence = "Die Datei ist zu groß. Bitte laden Sie eine kleinere Fassung hoch."


class NotAVideo(TranscodeError):
    code = "not_a_video"
    sentence = (
        "Diese Datei ist kein Video in einem Format, das der Hub lesen kann. "
        "Bitte laden Sie ein Video hoch, zum Beispiel als MP4, MOV, MKV oder WebM."
    )


class HardToOpen(TranscodeError):
    """Nothing but its size or its disorder keeps a program from finding out what the file holds."""

    code = "hard_to_open"
    sentence = (
        "Die Datei ist beschädigt: Was sie enthält, lässt sich nicht in vertretbarer Zeit lesen. "
        "Bitte exportieren Sie das Video neu und laden Sie es erneut hoch."
    )


class IncompleteFile(TranscodeError):
    code = "incomplete_file"
    sentence = (
        "Die Videodatei ist unvollständig, ihr Ende fehlt. "
        "Bitte exportieren oder kopieren Sie das Video neu und laden Sie es erneut hoch."
    )


class Untimed(TranscodeError):
    """A bare stream of pictures that are stored in another order than they are shown in."""

    code = "untimed"
    sentence = (
        "In der Datei steht nicht, wann welches Bild zu sehen ist. "
        "Bitte speichern Sie das Video als MP4 und laden Sie es erneut hoch."
    )


class NoPicture(TranscodeError):
    code = "no_picture"
    sentence = "Die Datei enthält nur Ton und kein Bild. Bitte laden Sie ein Video hoch."


class HardToRead(TranscodeError):
    code = "hard_to_read"
    sentence = (
        "Gebärden sind in diesem Video schwer zu lesen. Nötig sind mindestens 320 mal 240 "
        "Bildpunkte und 25 Bilder pro Sekunde."
    )


class NoSound(TranscodeError):
    code = "no_sound"
    sentence = "Die Datei enthält keinen Ton. Bitte laden Sie eine Datei mit Ton hoch."


class UnknownCodec(TranscodeError):
    code = "unknown_codec"
    sentence = (
        "Das Bild dieses Videos ist in einem Format gespeichert, das der Hub nicht lesen kann. "
        "Bitte exportieren Sie das Video als MP4 mit H.264."
    )


class PictureSize(TranscodeError):
    code = "picture_size"
    sentence = (
        "Das Bild dieses Videos ist zu klein oder zu groß. "
        "Möglich sind 16 mal 16 bis 8192 mal 4608 Bildpunkte."
    )


class TooLong(TranscodeError):
    code = "too_long"
    sentence = (
        "Das Video ist zu lang. Möglich sind bis zu {hours} Stunden; bitte teilen Sie es auf."
    )

    def __init__(self, max_seconds: int, detail: str = "") -> None:
        super().__init__(detail)
        hours = f"{max_seconds / 3600:.3g}".replace(".", ",")
        self.message = self.sentence.format(hours=hours)


class Damaged(TranscodeError):
    code = "damaged"
    sentence = (
        "Das Video ist beschädigt und lässt sich nicht umwandeln. "
        "Bitte exportieren Sie es neu und laden Sie es erneut hoch."
    )


class TooCostly(TranscodeError):
    code = "too_costly"
    sentence = (
        "Die Umwandlung dieses Videos hat zu lange gedauert und wurde abgebrochen. "
        "Bitte exportieren Sie es als MP4 mit H.264 in höchstens 1080p."
    )

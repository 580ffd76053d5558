"""What a recogniser may be asked to write down: what is spoken, where nobody has done it yet."""

from services.videos.captions import is_kept_from_machines
from shared.contracts.errors import Conflict, Invalid
from shared.contracts.languages import SIGNED, SIMPLE, SOURCE, language_name
from shared.contracts.video import Video

_NO_TRANSLATION = "Automatische Untertitel geben wieder, was gesprochen wird."


def check_speakable(video: Video, language: str) -> None:
    """`Conflict` where there is nothing to listen to or nothing to write, `Invalid` for a
    language that is not spoken.
    """
    _check_sound(video)
    _check_language(video, language)
    if is_kept_from_machines(video, language):
        raise Conflict(
            "In dieser Sprache gibt es schon Untertitel. Bitte entfernen Sie diese zuerst.",
            field="language",
        )


def _check_sound(video: Video) -> None:
    playback = video.playback
    if video.source is None or video.source.upload_id or playback is None or playback.awaits_sound:
        raise Conflict(
            "Das Video ist noch nicht fertig verarbeitet. Bitte warten Sie, bis es mit Ton "
            "abgespielt werden kann.",
            field="id",
        )
    if not playback.sounds:
        raise Conflict("Das Video hat keinen Ton.", field="id")


def _check_language(video: Video, language: str) -> None:
    if language == SIMPLE and video.language != SIMPLE:
        raise Invalid(
            f"{_NO_TRANSLATION} In Leichte Sprache "
            "übertragen sie nichts: Bitte schreiben Sie diese Untertitel selbst.",
            field="language",
        )
    spoken = _spoken(video)
    if _base(language) not in spoken:
        names = " oder ".join(language_name(one) for one in sorted(spoken))
        raise Invalid(
            f"{_NO_TRANSLATION} In diesem Video ist das laut seinen Angaben: {names}. Bitte "
            "wählen Sie diese Sprache, oder laden Sie eine Untertiteldatei hoch. Stimmt die "
            "Angabe nicht, berichtigen Sie zuerst die Sprache des Videos oder der Tonspur in "
            "seiner Datei.",
            field="language",
        )


def _spoken(video: Video) -> frozenset[str]:
    """The languages of the sounds; for those that do not say, the video's own, or the one that
    is heard beside its signs.
    """
    sounds = video.playback.sounds if video.playback else ()
    own = SOURCE if video.language == SIGNED else video.language
    return frozenset(_base(sound.language or own) for sound in sounds)


def _base(language: str) -> str:
    return language.partition("-")[0]

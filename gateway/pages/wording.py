"""The German words for the values of the contracts' enums, by the names that GraphQL gives them."""

from shared.contracts.city import City
from shared.contracts.kinds import KINDS
from shared.contracts.languages import SIGNED, SIMPLE

STATUS = {
    "DRAFT": "Entwurf",
    "IN_REVIEW": "In Prüfung",
    "PUBLISHED": "Veröffentlicht",
    "WITHDRAWN": "Zurückgezogen",
    "ARCHIVED": "Archiviert",
}
DIFFICULTY = {"EASY": "leicht", "MEDIUM": "mittel", "HARD": "anspruchsvoll"}
HAZARD = {
    "HEAT": "Hitze",
    "ELECTRICITY": "Strom",
    "CUTTING": "Schneiden und Stechen",
    "CHEMICALS": "Chemikalien",
    "FUMES": "Dämpfe",
    "NOISE": "Lärm",
    "LIGHT": "Grelles Licht",
    "HEIGHT": "Höhe",
    "TRAFFIC": "Straßenverkehr",
    "WATER": "Wasser",
    "OTHER": "Achtung",
}
PROTECTION = {
    "GOGGLES": "Schutzbrille",
    "GLOVES": "Handschuhe",
    "EAR_PROTECTION": "Gehörschutz",
    "MASK": "Atemschutz",
    "APRON": "Schürze",
    "HIGH_VISIBILITY": "Warnweste",
    "STURDY_SHOES": "Feste Schuhe",
}
SUPERVISION = {
    "NONE": "",
    "NEARBY": "Eine erwachsene Person soll in Rufweite sein.",
    "ADULT_PRESENT": "Eine erwachsene Person muss die ganze Zeit dabei sein.",
    "TRAINED_PERSON": "Eine fachkundige Person muss die ganze Zeit dabei sein.",
}
LINE = {"NOTE": "Hinweis", "CAUTION": "Vorsicht", "REMINDER": "Denken Sie daran"}
WITHDRAWAL = {
    "RIGHTS": "Die Rechte an einem Teil des Inhalts waren nicht geklärt.",
    "PRIVACY": "Der Inhalt berührte die Privatsphäre von Menschen.",
    "OUTDATED": "Der Inhalt war veraltet.",
    "SAFETY_RECALL": (
        "Der Inhalt wurde aus Sicherheitsgründen zurückgerufen. "
        "Bitte führen Sie ihn nicht mehr durch."
    ),
    "OTHER": "Die Redaktion hat den Inhalt zurückgezogen.",
}
WITHDRAWAL_CHOICES = {
    "OUTDATED": "Der Inhalt ist veraltet",
    "SAFETY_RECALL": "Rückruf aus Sicherheitsgründen",
    "RIGHTS": "Rechte sind nicht geklärt",
    "PRIVACY": "Privatsphäre ist berührt",
    "OTHER": "Anderer Grund",
}
PROCESSING = {
    "WAITING_FOR_UPLOAD": "Es wartet auf die Videodatei.",
    "QUEUED": "Die Videodatei ist da und wartet auf die Verarbeitung.",
    "RUNNING": "Das Video wird verarbeitet.",
    "READY": "Das Video ist abspielbereit.",
    "FAILED": "Die Verarbeitung ist fehlgeschlagen.",
    "CANCELLED": "Die Verarbeitung wurde abgebrochen.",
}
TRACK = {
    "main": "Videodatei",
    "audio_description": "Audiodeskription",
    "sign_language": "Gebärdensprache",
}
RESULT_TYPE = {"NUMBER": "Zahl", "TEXT": "Text", "YES_NO": "Ja oder Nein", "CHOICE": "Auswahl"}
REMAKE_STATUS = {
    "SUBMITTED": "Wartet auf Prüfung",
    "APPROVED": "Freigegeben",
    "REJECTED": "Abgelehnt",
}
RIGHT_TO_LEFT = {"ar", "fa", "he", "ur"}
EDITED = ("de", SIMPLE, "en", SIGNED)
KIND_PATH = {kind.kind.name: kind.path for kind in KINDS.values()}
KIND_LABEL = {kind.kind.name: kind.label for kind in KINDS.values()}

WORDS = {
    "status": STATUS,
    "difficulty": DIFFICULTY,
    "hazard": HAZARD,
    "protection": PROTECTION,
    "supervision": SUPERVISION,
    "line": LINE,
    "withdrawal": WITHDRAWAL,
    "withdrawal_choices": WITHDRAWAL_CHOICES,
    "processing": PROCESSING,
    "track": TRACK,
    "result_type": RESULT_TYPE,
    "remake_status": REMAKE_STATUS,
    "kind_label": KIND_LABEL,
    "kind_path": KIND_PATH,
}


def language_tag(tag: str) -> str:
    """What `<html lang>` says: plain German is German to a screen reader."""
    return "de" if tag in (SIMPLE, SIGNED) else tag


def direction(tag: str) -> str:
    """`rtl` or `ltr`."""
    return "rtl" if tag.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


def topic_icon(slug: str, city: City) -> str:
    """The drawing of a field: by its first word, else a plain one."""
    known = ("bau", "bild", "energ", "mobil", "umwelt")
    fields = {field.slug for field in city.fields}
    match = next((word for word in known if slug.startswith(word)), None)
    return f"field-{match}" if match and slug in fields else "field-other"

"""What languages are called, each in itself."""

SOURCE = "de"
"""What everything is written in first, and translated from."""

SIMPLE = "de-simple"
"""Plain German, by the registered variant subtag."""

SIGNED = "gsg"
"""German Sign Language."""

LANGUAGES = {
    "de": "Deutsch",
    SIMPLE: "Leichte Sprache",
    SIGNED: "Deutsche Gebärdensprache",
    "en": "English",
    "fr": "Français",
    "tr": "Türkçe",
    "uk": "Українська",
    "ar": "العربية",
    "pl": "Polski",
    "ru": "Русский",
}


def language_name(tag: str) -> str:
    """`de-simple` → `Leichte Sprache`; an unknown tag as it is."""
    return LANGUAGES.get(tag) or LANGUAGES.get(tag.partition("-")[0]) or tag

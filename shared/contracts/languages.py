"""What languages are called, each in itself."""

LANGUAGES = {
    "de": "Deutsch",
    "de-simple": "Leichte Sprache",
    "gsg": "Deutsche Gebärdensprache",
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

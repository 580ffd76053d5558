"""What is wrong with an input, in German and with the field's name."""

import re
from typing import Any, TypeVar

import msgspec

from shared.contracts.errors import Invalid

T = TypeVar("T", bound=msgspec.Struct)

_PATH = re.compile(r"^(?P<fact>.*) - at (?:`key` in )?`\$\.?(?P<path>[^`]*)`$", re.DOTALL)

_SENTENCES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sentence)
    for pattern, sentence in (
        (r"missing required field `(\w+)`", "Diese Angabe fehlt."),
        (r"`str` of length <= (\d+)", "Höchstens {0} Zeichen sind möglich."),
        (r"`str` of length >= (\d+)", "Mindestens {0} Zeichen sind nötig."),
        (r"`array` of length <= (\d+)", "Höchstens {0} Einträge sind möglich."),
        (r"`(?:int|float)` >= (\S+)", "Der Wert muss mindestens {0} sein."),
        (r"`(?:int|float)` <= (\S+)", "Der Wert darf höchstens {0} sein."),
        (r"`(?:int|float)` > (\S+)", "Der Wert muss größer als {0} sein."),
        (r"matching regex", "Die Schreibweise ist nicht erlaubt."),
        (r"Invalid enum value '?(.*?)'?$", "„{0}“ steht nicht zur Wahl."),
        (r"Invalid RFC3339", "Das ist kein Zeitpunkt nach ISO 8601."),
        (r"Expected `(\w+).*`, got `null`", "Hier muss {0} stehen."),
        (r"Expected `(\w+).*`, got `(\w+)`", "Hier muss {0} stehen, nicht {1}."),
        (r"malformed|truncated|JSON", "Die Nachricht ist kein gültiges JSON."),
    )
)


_TYPES = {
    "str": "ein Text",
    "int": "eine ganze Zahl",
    "float": "eine Zahl",
    "bool": "Ja oder Nein",
    "array": "eine Liste",
    "object": "eine Gruppe von Angaben",
    "datetime": "ein Zeitpunkt",
}
"""msgspec's names of types, as people call them."""


def invalid(error: msgspec.DecodeError | msgspec.ValidationError) -> Invalid:
    """The `Invalid` that says the same as msgspec's error."""
    match = _PATH.match(str(error))
    fact, path = (match["fact"], match["path"] or "") if match else (str(error), "")
    missing = re.search(r"missing required field `(\w+)`", fact)
    if missing:
        path = f"{path}.{missing[1]}".lstrip(".")
    return Invalid(_sentence(fact), field=path or None)


def _sentence(fact: str) -> str:
    for pattern, sentence in _SENTENCES:
        if found := pattern.search(fact):
            return sentence.format(*(_TYPES.get(part, part) for part in found.groups()))
    return "Die Angabe ist ungültig."


def checked(request: T) -> T:
    """The Struct itself where it keeps its own limits, else `Invalid`.

    Constructors of Structs do not validate; this does, at an edge that has built one.
    """
    return converted(msgspec.to_builtins(request), type(request))


def converted(value: Any, kind: type[T]) -> T:
    """The Struct that the value describes, else `Invalid`."""
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise invalid(error) from None

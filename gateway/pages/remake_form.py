"""What came with the form for a report, read whatever it is; what was typed is never lost."""

import re
from typing import Any

from litestar.datastructures import FormMultiDict, UploadFile
from msgspec import Struct

from gateway.interface import SOURCE, speaks
from gateway.pages.sent_form import form_of
from gateway.pages.site import PageRequest
from shared.kit.codes import new_code

TRAP = "website"
"""A field that people do not see and programs like to fill."""

_ANSWER = "answers."
_LONGEST = 20_000
"""No entry of the form may be nearly as long; more is not read back to whoever sent it."""

_WORKED = {"ja": True, "nein": False}
_SWAPPED = {",": ".", ".": ","}
_MARK = re.compile(r"(?<=\d)[,.](?=\d)")


class TypedReport(Struct, kw_only=True):
    """The form as typed; `answers` by the names of the fields."""

    code: str = ""
    form_version: str = ""
    worked: str = ""
    answers: dict[str, str] = {}
    note: str = ""
    place: str = ""
    photo_key: str = ""
    photo_alt: str = ""
    consent: str = ""
    trapped: bool = False

    def variables(self, item: dict[str, Any]) -> dict[str, Any]:
        """The input of `submitRemake` for an item with its form."""
        numbers = {each["name"] for each in item.get("resultForm", ()) if each["type"] == "NUMBER"}
        photo = {"photoKey": self.photo_key, "photoAlt": self.photo_alt} if self.photo_key else {}
        return {
            "item": item["id"],
            "code": self.code,
            "formVersion": self.form_version,
            "consent": self.consent,
            "worked": _WORKED.get(self.worked),
            "answers": [
                {"field": name, "value": other_marks(typed) if name in numbers else typed}
                for name, typed in self.answers.items()
            ],
            "note": self.note,
            "place": self.place,
            **photo,
        }


def other_marks(number: str) -> str:
    """A number between German and the request's language: point and comma change places."""
    if speaks() == SOURCE:
        return number
    return _MARK.sub(lambda mark: _SWAPPED[mark[0]], number)


def empty(form_version: str) -> TypedReport:
    """A fresh form with a code of its own."""
    return TypedReport(code=new_code(), form_version=form_version)


async def read(request: PageRequest) -> tuple[TypedReport, UploadFile | None]:
    """What was typed and the photo, where one was chosen; 400 for what is no form."""
    form = await form_of(request)
    typed = TypedReport(
        code=_text(form, "code"),
        form_version=_text(form, "form_version"),
        worked=_text(form, "worked"),
        answers={
            name.removeprefix(_ANSWER): _text(form, name)
            for name in dict.fromkeys(form.keys())
            if name.startswith(_ANSWER)
        },
        note=_text(form, "note"),
        place=_text(form, "place"),
        photo_key="" if _text(form, "without_photo") else _text(form, "photo_key"),
        photo_alt=_text(form, "photo_alt"),
        consent=_text(form, "consent"),
        trapped=bool(_text(form, TRAP)),
    )
    photo = form.get("photo")
    return typed, photo if isinstance(photo, UploadFile) else None


def _text(form: FormMultiDict, name: str) -> str:
    found = form.get(name)
    return found[:_LONGEST] if isinstance(found, str) else ""

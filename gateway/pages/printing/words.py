"""The fixed words of the sheet, in the request's language; `%(name)s` is filled by the template."""

from gateway.interface import _


def words(url: str) -> dict[str, str]:
    """By the names that `sheet.typ` knows."""
    return {
        "page": _("Seite %(page)s von %(pages)s"),
        "picture": _("Bild:"),
        "protection": _("Schutzausrüstung: %(worn)s"),
        "code": _("QR-Code: Er führt zu dieser Seite im Netz, %(url)s") % {"url": url},
        "online": _("Diese Seite im Netz: mit Bildern, Videos und Zeitmesser."),
        "safety": _("Sicherheit zuerst"),
        "together": _("Zusammen"),
        "wait": _("Jetzt warten: %(time)s"),
        "clip": _("Im Video: %(title)s, ab %(start)s"),
        "steps": _("Schritte"),
        "step": _("Schritt %(number)s:"),
        "form": _("Das halten Sie fest"),
        "on_site": _("Vor Ort"),
        "origin": _("Herkunft und Lizenz"),
        **_columns(),
    }


def _columns() -> dict[str, str]:
    """The heads of the tables."""
    return {
        "there": _("Da?"),
        "material": _("Material"),
        "tool": _("Werkzeug"),
        "amount": _("Menge"),
        "cost": _("Kosten"),
        "field": _("Angabe"),
        "type": _("Art"),
        "span": _("Bereich"),
        "value": _("Ihr Wert"),
    }

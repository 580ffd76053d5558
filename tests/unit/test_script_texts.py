"""The texts of the browser's code are found wherever they stand, also in templates in templates."""

from io import BytesIO

from babel.messages import Catalog

from gateway.messages.__main__ import for_scripts
from gateway.messages.scripts import extract_typescript

SOURCE = r"""
const table = { one: N_("Eins"), pattern: /["'`]/ };
html`It's ${on ? html`<b title=${t("Schließen")}>${t("Noch %(number)s", { number })}</b>` : no}`;
count(groups * 2, "Gruppe", "Gruppen"); start("nichts"); import("./nichts");
t(
  "Sie sagt \"ja\"\u00a0…",
);
"""


def test_calls_are_found_with_their_lines() -> None:
    found = [(line, text) for line, _, text, _ in extract_typescript(BytesIO(SOURCE.encode()))]
    assert found == [
        (2, "Eins"),
        (3, "Schließen"),
        (3, "Noch %(number)s"),
        (4, ("", "Gruppe", "Gruppen")),
        (5, 'Sie sagt "ja"\u00a0…'),
    ]


def test_what_is_not_translated_stays_german() -> None:
    catalog = Catalog(locale="en")
    catalog.add("Eins", "One", locations=[("web/src/a.ts", 0)])
    catalog.add("Zwei", locations=[("web/src/a.ts", 0)])
    catalog.add(("Gruppe", "Gruppen"), ("group", ""), locations=[("web/src/a.ts", 0)])
    catalog.add("Drei", "Three", locations=[("pages/a.py", 0)])
    assert for_scripts(catalog) == (
        '{\n "Eins": "One",\n "Gruppe": [\n  "Gruppe",\n  "Gruppen"\n ],\n "Zwei": "Zwei"\n}\n'
    )

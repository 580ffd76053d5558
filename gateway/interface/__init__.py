"""What the pages themselves say, in German or in English: `_("Suchen")` in the request's language.

German is the source; `en.po` holds the English, and `gateway.messages` keeps it whole.
"""

from gateway.interface.language import LANGUAGES, N_, _, ngettext, speak, speaks
from shared.contracts.languages import SOURCE

__all__ = ["LANGUAGES", "N_", "SOURCE", "_", "ngettext", "speak", "speaks"]

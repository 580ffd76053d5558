"""The words that DCAT-AP.de takes from lists of the EU and of GovData."""

from dataclasses import dataclass
from datetime import datetime

from gateway.feeds.rdf import Node, literal, reference
from shared.contracts.licence import LicenceCode

EU = "http://publications.europa.eu/resource/authority"
GOVDATA = "http://dcat-ap.de/def"
AVAILABLE = reference(f"{EU}/planned-availability/AVAILABLE")
GERMAN = reference(f"{EU}/language/DEU")

_LICENCES = {
    LicenceCode.CC0_1_0: "cc-zero",
    LicenceCode.CC_BY_4_0: "cc-by/4.0",
    LicenceCode.CC_BY_SA_4_0: "cc-by-sa/4.0",
    LicenceCode.DL_DE_BY_2_0: "dl-by-de/2.0",
    LicenceCode.DL_DE_ZERO_2_0: "dl-zero-de/2.0",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What the hub holds at the moment: since when, changed when, under which licences."""

    since: datetime
    modified: datetime
    licences: frozenset[LicenceCode]

    @property
    def licence(self) -> Node:
        """The one that all items have; several have no name of their own in GovData's list."""
        several = len(self.licences) != 1
        return reference(
            f"{GOVDATA}/licenses/{'other-open' if several else _LICENCES[min(self.licences)]}"
        )


def moment(at: datetime) -> Node:
    return literal(at.isoformat(timespec="seconds"), "xsd:dateTime")

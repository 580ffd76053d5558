"""The licences under which a city may publish, with what a reuser must know of each."""

from msgspec import Struct

from shared.contracts.words import Choice


class LicenceCode(Choice):
    """SPDX identifiers where there are any; GovData's for the German data licences."""

    CC0_1_0 = "CC0-1.0", "Everything is allowed."
    CC_BY_4_0 = "CC-BY-4.0", "Everything is allowed with attribution."
    CC_BY_SA_4_0 = "CC-BY-SA-4.0", "With attribution, and what is made of it alike."
    DL_DE_BY_2_0 = "dl-de/by-2-0", "The German data licence with attribution."
    DL_DE_ZERO_2_0 = "dl-de/zero-2-0", "The German data licence without conditions."


class LicenceTerms(Struct, frozen=True, kw_only=True):
    """The name people read, the text that counts, and whether the author must be named."""

    name: str
    url: str
    attribution_required: bool


TERMS: dict[LicenceCode, LicenceTerms] = {
    LicenceCode.CC0_1_0: LicenceTerms(
        name="CC0 1.0",
        url="https://creativecommons.org/publicdomain/zero/1.0/deed.de",
        attribution_required=False,
    ),
    LicenceCode.CC_BY_4_0: LicenceTerms(
        name="CC BY 4.0",
        url="https://creativecommons.org/licenses/by/4.0/deed.de",
        attribution_required=True,
    ),
    LicenceCode.CC_BY_SA_4_0: LicenceTerms(
        name="CC BY-SA 4.0",
        url="https://creativecommons.org/licenses/by-sa/4.0/deed.de",
        attribution_required=True,
    ),
    LicenceCode.DL_DE_BY_2_0: LicenceTerms(
        name="Datenlizenz Deutschland – Namensnennung 2.0",
        url="https://www.govdata.de/dl-de/by-2-0",
        attribution_required=True,
    ),
    LicenceCode.DL_DE_ZERO_2_0: LicenceTerms(
        name="Datenlizenz Deutschland – Zero 2.0",
        url="https://www.govdata.de/dl-de/zero-2-0",
        attribution_required=False,
    ),
}

"""Why somebody else's server gave nothing that could be used."""

from shared.contracts.errors import HubError


class FetchError(HubError):
    """Another server was asked in vain."""

    code = "fetch_failed"


class AddressRefused(FetchError):
    """The address is none of the public internet's, or not written as one."""

    code = "address_refused"


class Unreachable(FetchError):
    """The server does not answer, or not in HTTP."""

    code = "unreachable"


class TooSlow(FetchError):
    """The answer was not whole in time."""

    code = "too_slow"


class TooLarge(FetchError):
    """The answer is larger than anything that could be meant."""

    code = "too_large"


class TooManyRedirects(FetchError):
    """The server sends its visitors in circles."""

    code = "too_many_redirects"

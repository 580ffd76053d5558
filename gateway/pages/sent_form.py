"""A form as it was sent, whatever it is."""

from litestar.datastructures import FormMultiDict
from litestar.exceptions import ClientException, ValidationException

from gateway.pages.site import PageRequest


async def form_of(request: PageRequest) -> FormMultiDict:
    """What was sent; 400 for what is no form."""
    try:
        return await request.form()
    except (UnicodeDecodeError, LookupError, ValidationException):
        raise ClientException("Das ist kein Formular.") from None

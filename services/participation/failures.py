"""Why a platform, or one of its projects, could not be read."""

from shared.contracts.errors import HubError


class SignInRefused(HubError):
    """The platform does not take username and password."""

    code = "sign_in_refused"


class InterfaceMissing(HubError):
    """The platform has nothing at the address that was asked."""

    code = "interface_missing"


class AnswerUnreadable(HubError):
    """The platform's answer is not of the form that its interface has."""

    code = "answer_unreadable"


class ProjectUnreadable(HubError):
    """One project lacks something, or has it in another form; `url` is empty where unknown."""

    code = "project_unreadable"

    def __init__(self, message: str, *, url: str = "") -> None:
        super().__init__(message)
        self.url = url

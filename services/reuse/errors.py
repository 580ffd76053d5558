"""What can be wrong with what another hub tells."""

from typing import ClassVar

from shared.contracts.errors import HubError


class FeedFault(HubError):
    """The other hub's feed cannot be followed as it is."""

    code: ClassVar[str] = "feed_fault"


class FeedUnreadable(FeedFault):
    """What it answers is no feed."""

    code = "feed_unreadable"


class FeedRefused(FeedFault):
    """It answers with an error."""

    code = "feed_refused"


class CursorLost(FeedFault):
    """It no longer knows the place up to which it was read."""

    code = "cursor_lost"


class ItemFault(HubError):
    """One item cannot be taken over as it is."""

    code: ClassVar[str] = "item_fault"


class HashMismatch(ItemFault):
    """The item, or a file of it, is not what the feed says it is."""

    code = "hash_mismatch"


class MediaMissing(ItemFault):
    """A file of the item cannot be fetched."""

    code = "media_missing"


class FilmInWork(ItemFault):
    """The film is being made playable."""

    code = "film_in_work"

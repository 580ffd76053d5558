"""Where stretches of lists ended last time: hints that bound the next query's range."""

from collections import OrderedDict

_MOST = 1024


class Floors:
    """Sort keys by stretch, the least recently used forgotten first."""

    def __init__(self) -> None:
        self._floors: OrderedDict[str, str] = OrderedDict()

    def get(self, stretch: str) -> str | None:
        """The sort key of the stretch's last item, as far as it is remembered."""
        return self._floors.get(stretch)

    def keep(self, stretch: str, floor: str) -> None:
        self._floors[stretch] = floor
        self._floors.move_to_end(stretch)
        if len(self._floors) > _MOST:
            self._floors.popitem(last=False)

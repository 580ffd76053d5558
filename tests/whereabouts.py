"""A place, whom to ask, and dates of which one is ahead and one is over."""

from datetime import UTC, datetime, timedelta
from typing import Any

NOON = datetime.now(UTC).replace(hour=11, minute=0, second=0, microsecond=0)
AHEAD, PAST = NOON + timedelta(days=30), NOON - timedelta(days=30)
ON_SITE: dict[str, Any] = {
    "places": [
        {"name": "Stadtlabor", "address": "Am Schillerplatz, 58636 Iserlohn",
         "latitude": 51.3752, "longitude": 7.6961, "url": "https://www.iserlohn.de"},
        {"name": "Ohne Karte"},
    ],
    "contacts": [{"name": "Team", "organisation": "Stadt", "email": "team@iserlohn.example",
                  "phone": "+49 (0) 2371 1234"}],
    "dates": [
        {"title": "Sprechstunde", "startsAt": AHEAD.isoformat(),
         "endsAt": (AHEAD + timedelta(hours=2)).isoformat(), "place": "Stadtlabor"},
        {"title": "Schon vorbei", "startsAt": PAST.isoformat()},
    ],
}  # fmt: skip

"""What a feed is about: the whole hub, a field or a measure."""

from dataclasses import dataclass

from litestar.exceptions import NotFoundException

from shared.contracts.city import City


@dataclass(frozen=True, slots=True)
class Channel:
    """`path` is the page that it belongs to; `field` and `measure` narrow it."""

    title: str
    summary: str
    path: str
    field: str | None = None
    measure: str | None = None


def whole(city: City) -> Channel:
    return Channel(city.hub_name, city.texts.start_lead, "/")


FOLDERS = ("felder", "massnahmen")


def topic_paths(name: str) -> list[str]:
    """Where a file of that name is asked for below each field and measure."""
    return [f"/{folder}/{{slug:str}}/{name}" for folder in FOLDERS]


def of_topic(city: City, path: str, slug: str) -> Channel:
    """The topic below which the path is. Raises NotFoundException where the city has none."""
    folder = path.split("/")[1]
    topics = {"felder": city.fields, "massnahmen": city.measures}.get(folder, ())
    topic = next((each for each in topics if each.slug == slug), None)
    if topic is None:
        raise NotFoundException(detail=slug)
    title, path = f"{topic.title} – {city.hub_name}", f"/{folder}/{slug}"
    if folder == "felder":
        return Channel(title, topic.summary, path, field=slug)
    return Channel(title, topic.summary, path, measure=slug)

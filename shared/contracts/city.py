"""The city that runs the hub: its name, its innovation fields and its measures."""

from typing import Annotated, TypeVar

from msgspec import Meta, Struct
from msgspec.structs import replace

from shared.contracts.accessibility import Accessibility
from shared.contracts.participation import MOST_SOURCES, ParticipationSource
from shared.contracts.words import Line, Markdown, Slug, WebAddress, doc

Colour = Annotated[str, Meta(pattern=r"^#[0-9a-fA-F]{6}\Z")]
FileName = Annotated[
    str,
    Meta(pattern=r"^([A-Za-z0-9][A-Za-z0-9._-]*\.(svg|png|webp))?\Z", max_length=100),
]


class Topic(Struct, frozen=True, kw_only=True):
    """An innovation field or a measure."""

    slug: Slug
    title: Annotated[Line, doc("What people call it.", "Umwelt")]
    summary: Annotated[
        str, Meta(max_length=1000), doc("A sentence or two.", "Luft, Lärm, Wasser und Grün.")
    ] = ""
    text: Annotated[
        Markdown, doc("What it is, at length, in CommonMark.", "Wir messen **gemeinsam**.")
    ] = ""
    website: Annotated[
        WebAddress, doc("Where the city tells more of it.", "https://www.iserlohn.de/umwelt")
    ] = ""
    subjects: Annotated[
        tuple[WebAddress, ...],
        doc(
            "Concepts of KIM's lists of school or university subjects, for AMB.",
            ["http://w3id.org/kim/schulfaecher/s1001"],
        ),
    ] = ()


class Legal(Struct, frozen=True, kw_only=True):
    """What the law wants on the pages and only the city knows; what is empty is shown as a gap."""

    address: tuple[str, ...] = ()
    represented_by: str = ""
    phone: str = ""
    vat_id: str = ""
    responsible_for_content: str = ""
    data_protection_officer: str = ""
    data_protection_authority: str = ""
    hosting: str = ""
    log_retention: str = ""


class Texts(Struct, frozen=True, kw_only=True):
    """The city's own words; where they are empty, general ones stand."""

    start_title: Annotated[str, Meta(max_length=80)] = ""
    start_lead: Annotated[str, Meta(max_length=400)] = ""
    about: Annotated[Markdown, Meta(description="Who stands behind the pages, and why.")] = ""


class TopicTranslation(Struct, frozen=True, kw_only=True):
    """A topic's words in another language; what is left out stays as it is."""

    title: Annotated[str, Meta(max_length=300)] = ""
    summary: Annotated[str, Meta(max_length=1000)] = ""
    text: Markdown = ""


class CityTranslation(Struct, frozen=True, kw_only=True):
    """The city's words in another language of the interface; `topics` by their slugs."""

    hub_name: Annotated[str, Meta(max_length=300)] = ""
    publisher: Annotated[str, Meta(max_length=300)] = ""
    texts: Texts = Texts()
    topics: dict[Slug, TopicTranslation] = {}


class OpenData(Struct, frozen=True, kw_only=True):
    """How the hub is listed in catalogues of open data (DCAT-AP.de)."""

    contributor_id: Annotated[
        WebAddress, Meta(description="From https://www.dcat-ap.de/def/contributors/.")
    ] = ""
    municipality_key: Annotated[
        str, Meta(pattern=r"^([0-9]{8})?\Z", description="Amtlicher Gemeindeschlüssel.")
    ] = ""
    themes: Annotated[
        tuple[Annotated[str, Meta(pattern=r"^[A-Z]{4}\Z")], ...],
        Meta(description="Codes of the EU's list of data themes."),
    ] = ("EDUC",)


class City(Struct, frozen=True, kw_only=True):
    """What another municipality changes to make the hub its own."""

    name: Line
    publisher: Line
    hub_name: Line
    website: str
    contact_email: str
    security_contact: Annotated[
        str, Meta(description="For reports of weak points; else `contact_email`.")
    ] = ""
    logo: Annotated[FileName, Meta(description="A picture beside the city file.")] = ""
    fields: tuple[Topic, ...]
    measures: tuple[Topic, ...]
    districts: Annotated[
        tuple[Topic, ...], Meta(description="Where something was measured, no finer than this.")
    ] = ()
    participation: Annotated[
        tuple[ParticipationSource, ...],
        Meta(max_length=MOST_SOURCES, description="Where citizens can have a say."),
    ] = ()
    texts: Texts = Texts()
    sign_language_video: Annotated[
        Slug | None, Meta(description="The video that introduces the pages in sign language.")
    ] = None
    legal: Legal = Legal()
    open_data: OpenData = OpenData()
    accessibility: Accessibility = Accessibility()
    colours: Annotated[
        dict[Annotated[str, Meta(pattern=r"^[a-z][a-z0-9-]*\Z")], Colour],
        Meta(description="CSS custom properties of the design, for instance `teal`."),
    ] = {}
    translations: Annotated[
        dict[Annotated[str, Meta(pattern=r"^[a-z]{2}\Z")], CityTranslation],
        Meta(description="The words above in other languages, for instance `en`."),
    ] = {}

    def __post_init__(self) -> None:
        sources = self.participation
        if len({source.slug for source in sources}) < len(sources):
            raise ValueError("Two sources of participation have the same slug.")
        if sum(bool(source.username) for source in sources) > 1:
            raise ValueError("There is one password of participation, for one source alone.")
        ties = [tie for source in sources for tie in source.ties]
        for name in ("fields", "measures"):
            there = {topic.slug for topic in getattr(self, name)}
            if unknown := {slug for tie in ties for slug in getattr(tie, name)} - there:
                raise ValueError(f"Participation names {name} that there are not: {unknown}")

    def in_language(self, tag: str) -> "City":
        """The same city in other words, where there are any."""
        words = self.translations.get(tag)
        if words is None:
            return self
        return replace(
            _said(self, words, ("hub_name", "publisher")),
            texts=_said(self.texts, words.texts, Texts.__struct_fields__),
            **{name: _topics(getattr(self, name), words) for name in _TOPICS},
        )


_TOPICS = ("fields", "measures", "districts")
_WORDS = ("title", "summary", "text")
S = TypeVar("S", bound=Struct)


def _topics(topics: tuple[Topic, ...], words: CityTranslation) -> tuple[Topic, ...]:
    return tuple(_said(each, words.topics.get(each.slug), _WORDS) for each in topics)


def _said(original: S, words: Struct | None, names: tuple[str, ...]) -> S:
    """The original with each of the named texts that the other words have."""
    said = {name: text for name in names if words and (text := getattr(words, name))}
    return replace(original, **said)

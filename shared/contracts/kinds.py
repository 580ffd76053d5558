"""The kinds of content, in one table: a new kind is one Struct and one line here."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from shared.contracts.calls import ContentCalls
from shared.contracts.content import Content, ContentKind
from shared.contracts.experiment import Experiment
from shared.contracts.guide import Guide
from shared.contracts.video import Video

C = TypeVar("C", bound=Content)


@dataclass(frozen=True, slots=True)
class Kind(Generic[C]):
    """Where a kind lives: Struct, service (`plural`), pages (`path`) and German names."""

    kind: ContentKind
    struct: type[C]
    plural: str
    path: str
    label: str
    labels: str
    calls: ContentCalls[C]


def _kind(struct: type[C], plural: str, path: str, label: str, labels: str) -> Kind[C]:
    kind = ContentKind(str(struct.__struct_config__.tag))
    return Kind(kind, struct, plural, path, label, labels, ContentCalls(plural, struct))


EXPERIMENTS = _kind(Experiment, "experiments", "experimente", "Experiment", "Experimente")
GUIDES = _kind(Guide, "guides", "anleitungen", "Anleitung", "Anleitungen")
VIDEOS = _kind(Video, "videos", "videos", "Erklärvideo", "Erklärvideos")

KINDS: dict[ContentKind, Kind[Any]] = {kind.kind: kind for kind in (EXPERIMENTS, GUIDES, VIDEOS)}

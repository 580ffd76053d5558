"""The field `participationProjects`: what citizens can have a say in elsewhere."""

from typing import Annotated, Any

from strawberry import Parent

from gateway.graphql.arguments import First
from gateway.graphql.content_type import TopicType
from gateway.graphql.context import Info
from gateway.graphql.from_struct import output
from gateway.graphql.resolved import argument, many, resolved
from gateway.graphql.scalars import enum_type
from gateway.markdown import plain_of
from shared.contracts.city import Topic
from shared.contracts.errors import Invalid
from shared.contracts.participation import ParticipationPhase, ParticipationProject
from shared.kit.ids import now

_MOST = 100

enum_type(ParticipationPhase)


class ProjectFields:
    @staticmethod
    @resolved("`textHtml` as plain text.", value="Mit Bäumen?")
    def text_plain(root: Parent[ParticipationProject]) -> str:
        return plain_of(root.text_html)

    @staticmethod
    @resolved("Whether one can take part.")
    def phase(root: Parent[ParticipationProject]) -> ParticipationPhase:
        return root.phase_at(now())

    @staticmethod
    @resolved("The platform has not told of it for an hour or more: show `fetchedAt` beside it.")
    def is_stale(root: Parent[ParticipationProject]) -> bool:
        return root.is_stale(now())

    @staticmethod
    @resolved("Innovation fields that it belongs to.", many(TopicType))
    def fields(root: Parent[ParticipationProject], info: Info) -> list[Topic]:
        return [topic for topic in info.context.city.fields if topic.slug in root.fields]

    @staticmethod
    @resolved("Measures of the city that it belongs to.", many(TopicType))
    def measures(root: Parent[ParticipationProject], info: Info) -> list[Topic]:
        return [topic for topic in info.context.city.measures if topic.slug in root.measures]


OfFields = Annotated[
    list[str] | None, argument("Slugs of innovation fields; one of them has to fit.", ["umwelt"])
]
OfMeasures = Annotated[
    list[str] | None, argument("Slugs of measures; one of them has to fit.", ["innovationslab"])
]
InPhases = Annotated[list[ParticipationPhase] | None, argument("Only those that are in one.")]
ParticipationProjectType: Any = output(ParticipationProject, extras=ProjectFields)


class ParticipationQuery:
    @resolved(
        "Projects on the city's participation platforms that belong to any of the fields and "
        "measures; of all, where none is named. Those that run first, by their end. Null "
        "until the platforms have been asked.",
        many(ParticipationProjectType) | None,
    )
    def participation_projects(
        self,
        info: Info,
        fields: OfFields = None,
        measures: OfMeasures = None,
        phases: InPhases = None,
        first: First = 20,
    ) -> list[ParticipationProject]:
        if not 1 <= first <= _MOST:
            raise Invalid(f"Zwischen 1 und {_MOST} auf einmal.", field="first")
        found = info.context.participation.projects(fields or (), measures or ())
        moment = now()
        return [each for each in found if not phases or each.phase_at(moment) in phases][:first]

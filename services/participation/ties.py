"""Which innovation fields and measures a project belongs to, by the rules in the city's file."""

from urllib.parse import urlsplit

from msgspec.structs import replace

from shared.contracts.participation import (
    ParticipationProject,
    ParticipationSource,
    TieRule,
    Ties,
)


def tied(
    project: ParticipationProject, source: ParticipationSource, topics: tuple[str, ...]
) -> ParticipationProject:
    """By all rules that fit; by the source's own ties where none does."""
    end = urlsplit(project.url).path.rstrip("/").rpartition("/")[2]
    said = "\n".join((project.title, project.summary, *topics)).casefold()
    fitting = [rule for rule in source.rules if _fits(rule, end, said)]
    chosen: list[Ties] = [*fitting] or [source]
    return replace(
        project,
        fields=tuple(dict.fromkeys(slug for ties in chosen for slug in ties.fields)),
        measures=tuple(dict.fromkeys(slug for ties in chosen for slug in ties.measures)),
    )


def _fits(rule: TieRule, end: str, said: str) -> bool:
    return end in rule.slugs or any(word.casefold() in said for word in rule.words)

"""Which words are one name: `Leonardo da Vinci`, `Ursula von der Leyen`, `Karl der Große`.

German capitalises nouns, so `Stadt der Zukunft` looks like a name. Particles of other languages
tell a name by themselves, German ones only beside a given name or a rank, or where no article
stands before the first word.
"""

from collections.abc import Iterator, Sequence

from services.transcoder.speech.ties import (
    ARTICLES,
    CONJUNCTIONS,
    PREPOSITIONS,
    PRONOUNS,
    TITLES,
    ends_clause,
    ends_sentence,
)

_GIVEN = (
    "adelheid agnes albert albrecht alexander alfred amalie andreas anna anne annette anton "
    "arnold august barbara benjamin bernhard bertha bettina bruno carl carla carmen caroline "
    "charlotte christian christiane christine christoph clara claudia claus constantin daniel "
    "dieter dietrich eberhard eduard eleonore elisabeth ellen emil emilie emma engelbert erich "
    "ernst eva ferdinand florian franz frida frieda friederike friedrich fritz georg gerhard "
    "gottfried götz günter günther gustav hannah hans hartmut hedwig heinrich heinz helene helmut "
    "helmuth henriette hermann hildegard hugo ida jan jochen johann johanna johannes josef joseph "
    "julia julius jürgen karen karl karoline katharina klaus konrad kunigunde leopold lothar "
    "lucas ludwig luise lukas manfred margarete margarethe maria marianne marie marlene martha "
    "martin mathilde matthias max maximilian mechthild michael moritz nikolaus olaf oliver oskar "
    "otto paul paula peter philipp rainer richard robert rolf rosa rudolf ruth sebastian "
    "siegfried sigismund simon sophia sophie steffen stephan theodor theresa therese thomas "
    "ulrich ursula viktor viktoria walter walther werner wernher wilhelm wilhelmine wolfgang "
    "wolfram"
)
_RANKS = (
    "graf gräfin freiherr freifrau baron baronin fürst fürstin prinz prinzessin herzog herzogin "
    "ritter könig königin kaiser kaiserin bischof"
)
_EPITHETS = (
    "groß klein kühn fromm weis stark schön alt jung älter jünger heilig dick lang kurz kahl rot "
    "schwarz weiß schrecklich grausam gut reich blind lahm mutig tapfer gerecht friedfertig löw "
    "bär erst zweit dritt viert fünft sechst siebt acht neunt zehnt elft zwölft"
)
_FOREIGN = "van de di del della dos do le la al el bin ibn ten ter"
_LINKS = "der den dem de la las los und zu"
_NOT_PLACES = "hause haus fuß pferd rad besuch beginn anfang ende hilfe mittag weihnachten ostern"

RANKS = frozenset(_RANKS.split()) | TITLES
KNOWN = frozenset(_GIVEN.split()) | RANKS
EPITHETS = frozenset(_EPITHETS.split())
FOREIGN = frozenset(_FOREIGN.split())
LINKS = frozenset(_LINKS.split())
NOT_PLACES = frozenset(_NOT_PLACES.split())
ARTICLES_OF_EPITHETS = frozenset({"der", "die", "dem", "den", "des"})
PARTICLES = FOREIGN | LINKS | ARTICLES_OF_EPITHETS | {"von", "zu", "zum", "zur", "da", "du"}

_COMMON = ARTICLES | PREPOSITIONS | CONJUNCTIONS | PRONOUNS
_NOUNS = ("ung", "heit", "keit", "schaft", "tion", "tät", "nis", "mus", "er", "e", "n", "s")
_MOST_PARTICLES = 3
_OPENERS = "„‚«»([\"'"


def inside_names(words: Sequence[str]) -> list[bool]:
    """For each pair of neighbours, whether they are parts of one name."""
    inside = [False] * max(len(words) - 1, 0)
    for first, last in _names(words):
        inside[first:last] = [True] * (last - first)
    return inside


def _names(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The first and the last word of each name with particles."""
    for first, word in enumerate(words):
        if not _may_begin(word):
            continue
        last = first + 1
        while last < len(words) and last - first <= _MOST_PARTICLES and words[last] in PARTICLES:
            last += 1
        if last - first > 1 and last < len(words) and _is_capital(words[last]):
            before = words[first - 1] if first else ""
            if _is_name(before, words[first : last + 1]):
                yield first, last


def _is_name(before: str, words: Sequence[str]) -> bool:
    given, particle, *links, last = words
    if not LINKS.issuperset(links):
        return False
    if particle in FOREIGN:
        return True
    beside = {_bare(before), _bare(given).partition("-")[0]}
    if particle == "von":
        return bool(beside & KNOWN) or not (links or _is_noun(before, given))
    if particle in ("zu", "zum", "zur"):
        ranked = beside & (KNOWN if particle == "zu" else RANKS)
        return bool(ranked) and _bare(last) not in NOT_PLACES
    alone = bool(beside & KNOWN) or not _is_determined(before)
    return alone and not links and (particle in ("da", "du") or _is_epithet(last))


def _may_begin(word: str) -> bool:
    return (
        _is_capital(word)
        and _bare(word) not in _COMMON
        and not ends_sentence(word)
        and not ends_clause(word)
    )


def _is_capital(word: str) -> bool:
    return word.lstrip(_OPENERS)[:1].isupper()


def _is_determined(before: str) -> bool:
    return _bare(before) in ARTICLES | PREPOSITIONS


def _is_noun(before: str, word: str) -> bool:
    """Has an article, or ends as what has none: plurals and what is no thing."""
    return _is_determined(before) or word.endswith(_NOUNS)


def _is_epithet(word: str) -> bool:
    return _bare(word).removesuffix("n").removesuffix("e") in EPITHETS


def _bare(word: str) -> str:
    return word.strip(f"{_OPENERS}”“’)].,;:!?…").lower()

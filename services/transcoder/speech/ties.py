"""Which words stay together on a line: a table of what a break between two words costs."""

import re

_ARTICLES = (
    "der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner "
    "keines dieser diese dieses diesen diesem jeder jede jedes jeden jedem welcher welche welches "
    "welchen welchem mein meine meinen meinem meiner meines dein deine deinen deinem deiner sein "
    "seine seinen seinem seiner seines ihr ihre ihren ihrem ihrer ihres unser unsere unseren "
    "unserem unserer unseres euer eure euren eurem eurer alle allen aller viele vielen mehrere "
    "beide beiden the a an this these those my your his her its our their every each"
)
_PREPOSITIONS = (
    "in im ins an am ans auf aufs aus bei beim mit nach von vom zu zum zur für fürs über übers "
    "unter vor vorm hinter neben zwischen durch durchs gegen ohne um ums bis seit während wegen "
    "trotz ab je pro per innerhalb außerhalb of to at on with for from by into about between"
)
_CONJUNCTIONS = (
    "und oder aber denn sondern sowie dass weil wenn ob als wie obwohl damit bevor nachdem sobald "
    "solange falls sodass indem and or but because if when while that than"
)
_TITLES = "herr herrn frau sankt dr prof dipl ing st mr mrs ms"
_ABBREVIATIONS = "dr prof dipl ing st mr mrs ms bzw ca evtl ggf inkl zzgl nr abs str vgl"
_MONTHS = (
    "januar februar märz april mai juni juli august september oktober november dezember "
    "january february march may june july october december"
)
_UNITS = (
    "grad prozent euro cent uhr meter kilometer zentimeter millimeter mikrometer gramm kilogramm "
    "milligramm mikrogramm tonnen liter milliliter volt watt kilowatt ampere ohm hertz kilohertz "
    "megahertz dezibel sekunden sekunde minuten minute stunden stunde tage tag wochen woche monate "
    "monat jahre jahr mal millionen million milliarden milliarde tausend hundert hundertstel "
    "tausendstel km m cm mm µm kg g mg µg l ml v w kw kwh a hz khz mhz db s min h °c % €"
)
_NUMBERS = (
    "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn "
    "fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig dreißig vierzig fünfzig sechzig siebzig "
    "achtzig neunzig hundert tausend halbe halber anderthalb"
)
_PRONOUNS = "sie ihnen ich du er es wir man i"

ARTICLES = frozenset(_ARTICLES.split())
PREPOSITIONS = frozenset(_PREPOSITIONS.split())
CONJUNCTIONS = frozenset(_CONJUNCTIONS.split())
TITLES = frozenset(_TITLES.split())
ABBREVIATIONS = frozenset(_ABBREVIATIONS.split())
MONTHS = frozenset(_MONTHS.split())
UNITS = frozenset(_UNITS.split())
NUMBERS = frozenset(_NUMBERS.split())
PRONOUNS = frozenset(_PRONOUNS.split())

NAME = 200.0
QUANTITY = 200.0
ARTICLE = 150.0
PREPOSITION = 100.0
CONJUNCTION = 60.0
PARTICLE = 20.0

_CLOSERS = "\"'»«“”’)]"
_DIGITS = re.compile(r"[-+]?\d+(?:[.,:]\d+)*$")
_ORDINAL = re.compile(r"\d{1,2}\.$")


def _core(word: str) -> str:
    return word.strip(_CLOSERS + "„‚([.,;:!?…–-").lower()


def is_number(word: str) -> bool:
    return bool(_DIGITS.match(word)) or _core(word) in NUMBERS


def ends_sentence(word: str) -> bool:
    """Whether a sentence ends here: not after `Dr.`, `z. B.` or the `3.` of a date."""
    bare = word.rstrip(_CLOSERS)
    if bare.endswith(("!", "?", "…")):
        return True
    if not bare.endswith(".") or _ORDINAL.match(bare):
        return False
    return bare.endswith("...") or not _is_abbreviated(bare)


def ends_clause(word: str) -> bool:
    return word.rstrip(_CLOSERS).endswith((",", ";", ":", "–"))


def starts_clause(word: str) -> bool:
    return _core(word) in CONJUNCTIONS


def starts_phrase(word: str) -> bool:
    """Whether it belongs to what follows; `an.` at an end does not."""
    return word.lower() in ARTICLES | PREPOSITIONS


def tie(left: str, right: str) -> float:
    """What a break between the two words costs; 0 where they may part."""
    if ends_sentence(left) or ends_clause(left):
        return 0.0
    if _is_named(left, right):
        return NAME
    if _is_counted(left, right):
        return QUANTITY
    return _grammar(_core(left), _core(right), after_noun=left[:1].isupper())


def _grammar(left: str, right: str, *, after_noun: bool) -> float:
    if left in ARTICLES:
        return ARTICLE
    if left in PREPOSITIONS and right not in CONJUNCTIONS:
        return PREPOSITION
    if left in CONJUNCTIONS:
        return CONJUNCTION
    return PARTICLE if right in ("von", "van") and after_noun else 0.0


def _is_abbreviated(word: str) -> bool:
    """`Dr.`, `ca.`, `z.B.`; only those that are written with a full stop."""
    last = word.rstrip(".").rpartition(".")[2].lower()
    return last in ABBREVIATIONS or (len(last) == 1 and last.isalpha())


def _is_named(left: str, right: str) -> bool:
    """Two capitalised words in a row, a title and a name, or an abbreviation in two parts."""
    if left.endswith(".") and _is_abbreviated(left):
        return True
    capitals = left[:1].isupper() and right.lstrip("„‚([\"'")[:1].isupper()
    return _core(left) in TITLES or (capitals and _core(left) not in PRONOUNS)


def _is_counted(left: str, right: str) -> bool:
    """A number and what it counts, a date, or a noun and its number (`Kapitel 3`)."""
    if _ORDINAL.match(left):
        return True
    if is_number(left):
        return _core(right) in UNITS | MONTHS or right[:1].isupper() or right[:1] in "%€°"
    return bool(_DIGITS.match(right.rstrip(".,;:!?"))) and (
        left[:1].isupper() or _core(left) in MONTHS
    )

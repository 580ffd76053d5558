"""What editors are told of a file, in German sentences."""


def joined(*sentences: str) -> str:
    """A message of those sentences that are not empty."""
    return " ".join(sentence for sentence in sentences if sentence)


def in_words(seconds: float) -> str:
    """`8 Sekunden`, `2 Minuten 30 Sekunden`."""
    minutes, left = divmod(round(seconds), 60)
    parts = [_count(minutes, "Minute")] if minutes else []
    return " ".join([*parts, _count(left, "Sekunde")] if left or not minutes else parts)


def _count(amount: int, one: str) -> str:
    return f"{amount} {one}" if amount == 1 else f"{amount} {one}n"

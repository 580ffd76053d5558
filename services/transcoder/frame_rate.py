"""The constant frame rate that a film is made at: data in, a fraction out."""

from fractions import Fraction
from math import ceil

from services.transcoder.ladder import CODINGS, MIN_RATE, STANDARD_RATES, Motion
from services.transcoder.probe import Picture


def constant_rate(picture: Picture, most: int = CODINGS[Motion.FILM].most_rate) -> Fraction:
    """The constant frame rate, 1 to `most` a second, at which no frame of the source is lost.

    Above that it is divided by a whole number, so that the steps stay even.
    """
    nominal = Fraction(picture.nominal_rate)
    if not _is_near(Fraction(picture.frame_rate), nominal):
        nominal = _of_varying(picture)
    rate = nominal / ceil(nominal / most)
    return max(Fraction(MIN_RATE), rate)


def _of_varying(picture: Picture) -> Fraction:
    """A screen recording moves at its finest rate, whatever it has on average. A grid that is
    finer than any camera's says nothing, nor does one of fields (twice the frames).
    """
    average, nominal = Fraction(picture.frame_rate), Fraction(picture.nominal_rate)
    rates = [Fraction(rate) for rate in STANDARD_RATES]
    is_of_fields = picture.interlaced or _is_near(average * 2, nominal)
    told = average if is_of_fields or nominal > rates[-1] else max(average, nominal)
    if told in rates:
        return told
    return next((rate for rate in rates if rate * Fraction(101, 100) >= told), rates[-1])


def _is_near(one: Fraction, other: Fraction) -> bool:
    """Whether they differ by no more than a hundredth."""
    return abs(one - other) <= other / 100

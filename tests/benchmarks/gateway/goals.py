"""The ratios, and what they are to be."""

from tests.benchmarks.gateway import beside
from tests.benchmarks.gateway.ours import CACHED, UNCACHED
from tests.benchmarks.gateway.rates import Rate

CACHED_TO_MEMORY, CACHED_TO_PRODUCTS, UNCACHED_TO_PRODUCTS = 1.0, 50.0, 3.0


def tell(ours: list[Rate], others: dict[str, Rate]) -> None:
    """Prints them; the hub's figures are those at the gateway, without the edge."""
    cached, uncached = (_named(ours, name) for name in (CACHED, UNCACHED))
    print("\nratios, at the gateway:")
    for name, rate in others.items():
        product = name in {each.name for each in beside.PRODUCTS}
        _line("cached", name, cached, rate, CACHED_TO_PRODUCTS if product else CACHED_TO_MEMORY)
        if product:
            _line("uncached", name, uncached, rate, UNCACHED_TO_PRODUCTS)


def _named(rates: list[Rate], name: str) -> Rate:
    return next(rate for rate in rates if rate.name == name)


def _line(what: str, name: str, ours: Rate, other: Rate, goal: float) -> None:
    ratio = ours.per_second / other.per_second
    work = ours.per_processor_second / other.per_processor_second
    missed = "" if ratio >= goal else "  MISSED"
    figures = f"{ratio:8.1f}  by processor time {work:8.1f}  (goal: {goal:g}){missed}"
    print(f"  {what:<8} ÷ {name:<30} {figures}")

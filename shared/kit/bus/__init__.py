"""The bus: typed calls between programs over NATS micro services, and plain messages."""

from shared.kit.bus.bundles import MOST_PARTS, Part
from shared.kit.bus.connection import Bus
from shared.kit.bus.desk import Endpoint
from shared.kit.bus.replies import decoded

__all__ = ["MOST_PARTS", "Bus", "Endpoint", "Part", "decoded"]

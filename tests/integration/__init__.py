"""The parts of the hub together, all of them real."""

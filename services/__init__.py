"""The services: each owns its data and speaks only on the bus."""

"""The command line `hub`: speaks to a hub through its public GraphQL endpoint alone."""

from infra.hub.command import main

__all__ = ["main"]

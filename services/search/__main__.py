"""Runs the service: `python -m services.search`."""

from services.search.app import app
from shared.kit.run import run

run(app)

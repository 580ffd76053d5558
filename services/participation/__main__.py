"""Runs the service: `python -m services.participation`."""

from services.participation.app import app
from shared.kit.run import run

run(app)

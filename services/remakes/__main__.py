"""Runs the service: `python -m services.remakes`."""

from services.remakes.app import app
from shared.kit.run import run

run(app)

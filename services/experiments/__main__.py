"""Runs the service: `python -m services.experiments`."""

from services.experiments.app import app
from shared.kit.run import run

run(app)

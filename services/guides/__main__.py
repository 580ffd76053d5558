"""Runs the service: `python -m services.guides`."""

from services.guides.app import app
from shared.kit.run import run

run(app)

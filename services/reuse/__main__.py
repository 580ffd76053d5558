"""Runs the service: `python -m services.reuse`."""

from services.reuse.app import app
from shared.kit.run import run

run(app)

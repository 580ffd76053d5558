"""Runs the service: `python -m services.transcoder`."""

from services.transcoder.app import app
from shared.kit.run import run

run(app)

"""Runs the gateway: `python -m gateway`."""

from gateway.app import app
from shared.kit.run import run

run(app)

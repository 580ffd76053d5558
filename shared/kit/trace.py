"""Trace context (W3C `traceparent`), carried from the browser's request to the last log line."""

import re
import secrets

import structlog

HEADER = "traceparent"
_FORM = re.compile(r"^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$")


def begin(traceparent: str | None = None) -> str:
    """Goes on with the caller's trace, or begins a new one; returns the trace id (32 hex)."""
    match = _FORM.match(traceparent or "")
    trace_id = match.group(1) if match else secrets.token_hex(16)
    structlog.contextvars.bind_contextvars(trace_id=trace_id)
    return trace_id


def current() -> str:
    """The trace id of the running task; a new trace where none was begun."""
    trace_id = structlog.contextvars.get_contextvars().get("trace_id")
    return str(trace_id) if trace_id else begin()


def traceparent() -> str:
    """The header for a call that goes out now."""
    return f"00-{current()}-{secrets.token_hex(8)}-01"

"""Which content security policy each page needs: nothing inline, nothing from elsewhere."""

from gateway.pages.assets import Assets

COMMON = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "media-src": "'self' blob:",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}


def _header(policy: dict[str, str]) -> str:
    return "; ".join(f"{name} {sources}" for name, sources in policy.items())


def security_policies(assets: Assets) -> tuple[str, str]:
    """Two values for `Content-Security-Policy`: of all pages, and of GraphiQL alone."""
    hashes = " ".join(f"'{value}'" for value in assets["player"].style_hashes)
    pages = COMMON | {"style-src": f"'self' {hashes}".strip()}
    graphiql = COMMON | {"style-src": "'self' 'unsafe-inline'"}
    return _header(pages), _header(graphiql)

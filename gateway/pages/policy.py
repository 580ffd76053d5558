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


def security_policies(assets: Assets, framed_by: str) -> dict[str, str]:
    """Values for `Content-Security-Policy` by the beginning of the path.

    `framed_by`: the origins, with spaces between, whose pages may show ours in a frame.
    """
    hashes = " ".join(f"'{value}'" for value in assets["player"].style_hashes)
    pages = COMMON | {"style-src": f"'self' {hashes}".strip()}
    graphiql = COMMON | {"style-src": "'self' 'unsafe-inline'"}
    framed = pages | {"frame-ancestors": f"'self' {framed_by}".strip()}
    return {"": _header(pages), "/graphql": _header(graphiql), "/embed/": _header(framed)}

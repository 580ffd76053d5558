"""Who is there: local accounts, sessions for pages, bearer tokens for programs."""

"""The GraphQL schema, derived from the contracts, and what resolves it."""

"""Tests of what the hub promises to others: its Structs and its GraphQL schema."""

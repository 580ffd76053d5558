"""The gateway: GraphQL, pages and sign-in in front of the services."""

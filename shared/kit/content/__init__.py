"""The life of content, once for all kinds: rules, storage, outbox, and the bus endpoints."""

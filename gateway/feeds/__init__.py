"""What others follow and take over: the feed of changes, over GraphQL, REST and as a stream."""

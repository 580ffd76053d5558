"""What at least two programs need: bus, documents, blobs, content, settings, log, run."""

"""How fast and how good the pages are, in one run on one machine: `make bench-pages`."""

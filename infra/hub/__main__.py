"""`python -m infra.hub`."""

from infra.hub.command import main

raise SystemExit(main())

"""Makes the database and fills it: `python fill.py ITEMS`."""

import json
import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lab.settings")
django.setup()

from django.core.management import call_command  # noqa: E402 - needs the settings
from lab.models import ExperimentPage  # noqa: E402
from wagtail.models import Site  # noqa: E402

call_command("migrate", verbosity=0)
root = Site.objects.get(is_default_site=True).root_page
for item in json.loads(Path(sys.argv[1]).read_text()):
    steps = [("step", step) for step in item["steps"]]
    root.add_child(
        instance=ExperimentPage(
            title=item["title"],
            slug=item["slug"],
            summary=item["summary"],
            language=item["language"],
            canonical_url_text=item["canonicalUrl"],
            licence_code=item["licence"]["code"],
            licence_url=item["licence"]["url"],
            attribution_text=item["attribution"]["text"],
            steps=steps,
        )
    )

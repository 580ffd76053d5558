"""`manage.py fill --field umwelt --embed https://HUB/videos/…`: makes the page, or changes it."""

from html import escape
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from wagtail.models import Page, Site

from musterstadt.models import HubPage


class Command(BaseCommand):
    """The start page of the site, so that there is something to see."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--field", default="umwelt")
        parser.add_argument("--embed", default="", help="The address of a page of the hub.")

    def handle(self, *_args: Any, field: str, embed: str, **_options: Any) -> None:
        frame = f'<embed embedtype="media" url="{escape(embed)}"/>' if embed else ""
        body = f"<p>So sieht eine Seite der Stadt aus, die Inhalte des Hubs zeigt.</p>{frame}"
        page = HubPage.objects.first() or HubPage(title="Umwelt", slug="umwelt")
        page.hub_field, page.body = field, body
        if page.pk is None:
            Page.get_first_root_node().add_child(instance=page)
        page.save_revision().publish()
        Site.objects.update_or_create(
            is_default_site=True, defaults={"hostname": "localhost", "root_page": page}
        )

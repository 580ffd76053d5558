"""A page of the city's with a part from the hub."""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from musterstadt import hub


class HubPage(Page):
    """Editors write the text, with media of the hub in it, and name the field to be shown."""

    body = RichTextField(blank=True, features=["bold", "italic", "link", "embed"])
    hub_field = models.SlugField("Themenfeld im Hub", default="umwelt")
    hub_count = models.PositiveSmallIntegerField(
        "Anzahl", default=3, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    content_panels = (*Page.content_panels, *map(FieldPanel, ("body", "hub_field", "hub_count")))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        shown = hub.experiments(self.hub_field, self.hub_count)
        return context | {"shown": shown, "hub_url": settings.HUB_URL}

"""The table of the pages that show what a hub has."""

from typing import ClassVar

import django.db.models.deletion
import wagtail.fields
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies: ClassVar = [("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="HubPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                ("body", wagtail.fields.RichTextField(blank=True)),
                (
                    "hub_field",
                    models.SlugField(default="umwelt", verbose_name="Themenfeld im Hub"),
                ),
                (
                    "hub_count",
                    models.PositiveSmallIntegerField(
                        default=3,
                        validators=[MinValueValidator(1), MaxValueValidator(20)],
                        verbose_name="Anzahl",
                    ),
                ),
            ],
            bases=("wagtailcore.page",),
        ),
    ]

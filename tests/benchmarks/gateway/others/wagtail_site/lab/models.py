"""An experiment as Wagtail keeps one: a page, its steps a stream of blocks in the same row."""

from django.db import models
from grapple.helpers import register_query_field, register_streamfield_block
from grapple.models import GraphQLStreamfield, GraphQLString
from wagtail.blocks import CharBlock, StructBlock, TextBlock
from wagtail.fields import StreamField
from wagtail.models import Page


@register_streamfield_block
class StepBlock(StructBlock):
    title = CharBlock()
    text = TextBlock()

    graphql_fields = [GraphQLString("title"), GraphQLString("text")]


@register_query_field("experiment", "experiments")
class ExperimentPage(Page):
    summary = models.TextField()
    language = models.CharField(max_length=20)
    canonical_url_text = models.URLField()
    licence_code = models.CharField(max_length=50)
    licence_url = models.URLField()
    attribution_text = models.TextField()
    steps = StreamField([("step", StepBlock())])

    graphql_fields = [
        GraphQLString("summary"),
        GraphQLString("language"),
        GraphQLString("canonical_url_text"),
        GraphQLString("licence_code"),
        GraphQLString("licence_url"),
        GraphQLString("attribution_text"),
        GraphQLStreamfield("steps"),
    ]

"""A city's Wagtail site that shows what a hub has."""

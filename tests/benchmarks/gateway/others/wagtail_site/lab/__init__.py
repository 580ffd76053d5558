"""Experiments as pages of Wagtail, with Grapple's GraphQL before them."""

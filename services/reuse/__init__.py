"""Reuse: follows other hubs and shows their items here."""

"""How fast the search is with very many items."""

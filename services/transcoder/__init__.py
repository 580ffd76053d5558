"""Makes uploaded films playable: an HLS ladder, a poster and a file to download."""

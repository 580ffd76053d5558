"""What following another hub costs: from publishing there to being seen here."""

"""What can be tested without any part running."""

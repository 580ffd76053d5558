"""The player on its page, as viewers with all kinds of needs use it."""

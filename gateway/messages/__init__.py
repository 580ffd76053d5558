"""The tool that keeps the interface's translations whole."""

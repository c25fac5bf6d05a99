"""Frameworks: those that came with the service, and those that people adapted, version by version."""

"""Wording, where a partnership allows a language model to help: it words what was found, and each line is checked."""

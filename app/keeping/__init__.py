"""Keeping and ending: backups and their return, retention, and deletion that leaves no byte."""

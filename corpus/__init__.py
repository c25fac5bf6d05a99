"""Bytes in, documents with passages out: each passage knows its place on the page, and what could not be read is said."""

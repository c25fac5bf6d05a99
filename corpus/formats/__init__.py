"""One module for each format; each has `read(data: bytes, name: str) -> Reading` and is imported only in the bounded child."""

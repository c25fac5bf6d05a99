"""Judge what was found: what a passage says of a part, what that makes of the part, and so of the question. Pure."""

"""The sample document pack: readable sources, and the files that are made from them."""

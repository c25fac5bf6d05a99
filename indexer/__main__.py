"""`python -m indexer`: build, at set-up, the graphs that run the models fast."""

from __future__ import annotations

import sys

from indexer.adapted import ANSWERING, LEANING, Adapted
from indexer.embedder import Embedder
from indexer.query_encoder import QueryEncoder


def main() -> None:
    """Build each graph that is not there, and say which could not be trusted."""
    models = (Embedder.packaged(), Adapted.packaged(LEANING), Adapted.packaged(ANSWERING), QueryEncoder.packaged())
    for model in models:
        if not model.build():
            sys.stderr.write(f"{model.name}: the fast graph differs from the model; PyTorch will run it, slower.\n")


if __name__ == "__main__":
    main()

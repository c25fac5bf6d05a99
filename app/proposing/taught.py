"""`python -m app.proposing.taught`: at set-up, the vectors of the sentences that the frameworks teach."""

from __future__ import annotations

from app.proposing.assessing import relevance_for
from indexer.embedder import Embedder
from indexer.engine import BUILT
from indexer.vector_store import VectorStore
from rules.framework_file import all_frameworks


def main() -> None:
    """Make and keep those of every framework that comes with the service."""
    store = VectorStore(BUILT, Embedder.packaged())
    for framework in all_frameworks().values():
        relevance_for(framework, store)


if __name__ == "__main__":
    main()

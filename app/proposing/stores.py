"""What the models and the rules make of texts, each kept where it belongs, so that nothing is worked out twice."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import cast

from app.packs.sealed import Sealed
from indexer.adapted import LEANING, Adapted
from indexer.embedder import Embedder
from indexer.engine import BUILT
from indexer.vector_store import BuiltFirst, InFolder, Keeps, VectorStore


@dataclass(frozen=True)
class Model:
    """A model that was used: its name, the SHA-256 of its weights, and what ran it."""

    name: str
    sha256: str
    backend: str


@dataclass(frozen=True)
class Stores:
    """Where each is kept."""

    papers: VectorStore
    """Vectors of the papers."""
    taught: VectorStore
    """Vectors of the framework's own sentences."""
    leanings: VectorStore
    """How the papers' passages lean on the questions."""
    heard: Sealed
    """What the papers' words were heard to say."""

    @property
    def reader(self) -> Adapted:
        """The model behind the leanings."""
        return cast("Adapted", self.leanings.embedder)

    def load_models(self) -> None:
        """Loads what the first new paper needs, so that it can be done beside other work; it may fail as that would."""
        for one in (self.papers.embedder, self.leanings.embedder):
            one.embed([])

    @property
    def models(self) -> dict[str, Model]:
        """The models by what they are used for."""
        used = {"embedding": self.papers.embedder, "leaning": self.leanings.embedder}
        return {use: Model(one.name, one.sha256, one.backend) for use, one in used.items()}

    @classmethod
    def in_folder(cls, folder: Path | None, heard: Sealed | None = None) -> Stores:
        """The packaged models, with vectors below one folder; nothing is kept where there is none."""
        place = InFolder(folder) if folder else None
        models = Embedder.packaged(), Adapted.packaged(LEANING)
        return cls.kept(place, place, *models, heard or Sealed(None))

    @classmethod
    def kept(
        cls, own: Keeps | None, shared: Keeps | None, embedder: Embedder, leaning: Adapted, heard: Sealed
    ) -> Stores:
        """What is made of papers in places of their own; of frameworks, where set-up has not made it, in a shared one."""
        taught = VectorStore(BuiltFirst(BUILT, shared), embedder)
        return cls(VectorStore(own, embedder), taught, VectorStore(own, leaning), heard)

"""The permission to delete one review, which exists only inside the transaction that deletes it."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Model


class Erasure(Model):
    """While a review is named here its record may be deleted; the row is gone before the transaction ends."""

    __tablename__ = "erasure"

    review_id: Mapped[str] = mapped_column(String(24), primary_key=True)

"""A person who signs in, and the roles a person can have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from flask_security import RoleMixin, UserMixin
from sqlalchemy import Column, ForeignKey, String, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base, Model, new_id

if TYPE_CHECKING:
    from app.models.membership import Membership

RoleName = Literal["partnership", "reviewer", "scrutineer", "administrator"]

ROLES: dict[RoleName, str] = {
    "scrutineer": "Independent scrutineer: reads the papers, decides the ratings, issues the report.",
    "partnership": "Safeguarding partnership: hands over the pack and answers for its actions.",
    "reviewer": "Reviewer: walks from any rating to the words that carry it.",
    "administrator": "Administrator: looks after accounts and assignments, and sees counts only.",
}

roles_users = Table(
    "roles_users",
    Base.metadata,
    Column("user_id", String(24), ForeignKey("user.id", ondelete="CASCADE"), primary_key=True),
    Column("role_id", String(24), ForeignKey("role.id", ondelete="CASCADE"), primary_key=True),
)


class Role(Model, RoleMixin):
    """What a person is, wherever they are: one of `ROLES`."""

    __tablename__ = "role"

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)  # type: ignore[assignment]
    name: Mapped[str] = mapped_column(String(40), unique=True)
    description: Mapped[str] = mapped_column(String(200), default="")


class User(Model, UserMixin):
    """A person with an account."""

    __tablename__ = "user"

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)  # type: ignore[assignment]
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)

    roles: Mapped[list[Role]] = relationship(secondary=roles_users, lazy="selectin")  # type: ignore[assignment]
    memberships: Mapped[list[Membership]] = relationship(back_populates="user", passive_deletes=True)

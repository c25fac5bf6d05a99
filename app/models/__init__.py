"""Every stored noun, one file each."""

from __future__ import annotations

from app.models.action import Action, ActionUpdate
from app.models.asked import Asked
from app.models.assessment import Assessment
from app.models.decision import Decision
from app.models.entry import Entry
from app.models.erasure import Erasure
from app.models.job import Job
from app.models.membership import Membership
from app.models.paper import Paper
from app.models.report import Report
from app.models.review import Review
from app.models.user import Role, User

__all__ = [
    "Action",
    "ActionUpdate",
    "Asked",
    "Assessment",
    "Decision",
    "Entry",
    "Erasure",
    "Job",
    "Membership",
    "Paper",
    "Report",
    "Review",
    "Role",
    "User",
]

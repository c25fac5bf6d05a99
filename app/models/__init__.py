"""Every stored noun, one file each."""

from __future__ import annotations

from app.models.access import Access
from app.models.action import Action, ActionUpdate
from app.models.action_task import ActionTask
from app.models.adapted_framework import FrameworkDraft, FrameworkRuling, FrameworkText, FrameworkVersion
from app.models.asked import Asked, AskedPrint
from app.models.assessment import Assessment
from app.models.blind_choice import BlindChoice
from app.models.carried_action import CarriedAction
from app.models.challenge import Challenge, ChallengeTurn
from app.models.comment import Comment
from app.models.context_answer import ContextAnswer
from app.models.decision import Decision
from app.models.entry import Entry
from app.models.erasure import Erasure
from app.models.evidence_choice import EvidenceChoice
from app.models.field_note import FieldNote
from app.models.framework_entry import FrameworkEntry
from app.models.invitation import Invitation, InvitationEnd
from app.models.job import Job
from app.models.membership import Membership
from app.models.model_draft import ModelChoice, ModelDraft
from app.models.name_warning import NameWarning, NameWarningAnswer
from app.models.opened import Opened
from app.models.other_framework import OtherAssessment, OtherFramework
from app.models.paper import Paper
from app.models.paper_request import PaperRequest, RequestAnswer
from app.models.programme import Activity, ScrutinyAgreement
from app.models.report import Report
from app.models.report_form import ReportForm, ReportTemplate
from app.models.review import Review
from app.models.second_factor import Identity, SecondFactor
from app.models.second_rating import Look, SecondRating
from app.models.self_assessment import SelfAssessment
from app.models.self_note import SelfNote
from app.models.self_task import SelfTask
from app.models.user import Role, User
from app.models.visit import Visit

__all__ = [
    "Access",
    "Action",
    "ActionTask",
    "ActionUpdate",
    "Activity",
    "Asked",
    "AskedPrint",
    "Assessment",
    "BlindChoice",
    "CarriedAction",
    "Challenge",
    "ChallengeTurn",
    "Comment",
    "ContextAnswer",
    "Decision",
    "Entry",
    "Erasure",
    "EvidenceChoice",
    "FieldNote",
    "FrameworkDraft",
    "FrameworkEntry",
    "FrameworkRuling",
    "FrameworkText",
    "FrameworkVersion",
    "Identity",
    "Invitation",
    "InvitationEnd",
    "Job",
    "Look",
    "Membership",
    "ModelChoice",
    "ModelDraft",
    "NameWarning",
    "NameWarningAnswer",
    "Opened",
    "OtherAssessment",
    "OtherFramework",
    "Paper",
    "PaperRequest",
    "Report",
    "ReportForm",
    "ReportTemplate",
    "RequestAnswer",
    "Review",
    "Role",
    "ScrutinyAgreement",
    "SecondFactor",
    "SecondRating",
    "SelfAssessment",
    "SelfNote",
    "SelfTask",
    "User",
    "Visit",
]

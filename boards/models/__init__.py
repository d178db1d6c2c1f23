"""Notes and what follows from them."""

from boards.models.allowance import Allowance
from boards.models.answer_photo import AnswerPhoto
from boards.models.board import Board, Device
from boards.models.complaint import Complaint, Outcome, Route, State
from boards.models.distinction import Distinction
from boards.models.join import Join
from boards.models.likeness import Likeness
from boards.models.memo import Memo
from boards.models.note import Category, Language, Note, Side, Visibility
from boards.models.opinion import Decision, Opinion
from boards.models.outgoing_mail import OutgoingMail
from boards.models.pairing import PairingRequest
from boards.models.plan import Plan, PlanStep, Theme
from boards.models.presence import Presence
from boards.models.progress_notice import ProgressNotice
from boards.models.refused_note import RefusedNote
from boards.models.reply_template import ReplyTemplate
from boards.models.routing_rule import RoutingRule
from boards.models.suggestion_model import SuggestionModel
from boards.models.thanks import Thanks
from boards.models.trail import TrailEntry
from boards.models.weekly_snapshot import WeeklySnapshot

__all__ = [
    "Allowance",
    "AnswerPhoto",
    "Board",
    "Category",
    "Complaint",
    "Decision",
    "Device",
    "Distinction",
    "Join",
    "Language",
    "Likeness",
    "Memo",
    "Note",
    "Opinion",
    "Outcome",
    "PairingRequest",
    "OutgoingMail",
    "Plan",
    "PlanStep",
    "RefusedNote",
    "Presence",
    "ProgressNotice",
    "ReplyTemplate",
    "Route",
    "RoutingRule",
    "Side",
    "State",
    "SuggestionModel",
    "Thanks",
    "Theme",
    "TrailEntry",
    "Visibility",
    "WeeklySnapshot",
]

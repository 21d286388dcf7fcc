"""The tables, a file a theme."""

from models.tables.announcements import Announcement
from models.tables.base import Base, Copied, Instant, Undoable
from models.tables.commitments import Commitment
from models.tables.notes import Note
from models.tables.pages import PageCode, PageVisit
from models.tables.pairing import Pairing, PairingCode
from models.tables.people import DayRemarks, DayState, Identity, Person
from models.tables.reminders import Reminder
from models.tables.sharing import Message, TrustedPerson
from models.tables.steps import PersonalValue, PlanItem, PlaybookEntry, Reward, Suggestion, Trigger
from models.tables.talk import TAKEN_BACK, Change, OpenConversation, Turn
from models.tables.wins import Feeling, Win

__all__ = [
    "TAKEN_BACK",
    "Announcement",
    "Base",
    "Change",
    "Commitment",
    "Copied",
    "DayRemarks",
    "DayState",
    "Feeling",
    "Identity",
    "Instant",
    "Message",
    "Note",
    "OpenConversation",
    "PageCode",
    "PageVisit",
    "Pairing",
    "PairingCode",
    "Person",
    "PersonalValue",
    "PlanItem",
    "PlaybookEntry",
    "Reminder",
    "Reward",
    "Suggestion",
    "Trigger",
    "TrustedPerson",
    "Turn",
    "Undoable",
    "Win",
]

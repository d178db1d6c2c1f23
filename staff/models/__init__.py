"""People and places."""

from staff.models.closed_day import ClosedDay
from staff.models.desk import Desk
from staff.models.nameplate import Consent, Nameplate
from staff.models.office import Office
from staff.models.user import User
from staff.roles import Role

__all__ = ["ClosedDay", "Consent", "Desk", "Nameplate", "Office", "Role", "User"]

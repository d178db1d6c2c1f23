"""What of the boards stands in the admin; each room brings its own pages."""

from django.contrib import admin

from boards.account_admin import RecordedAccountAdmin
from boards.board_admin import BoardAdmin, DeviceAdmin, ReplyTemplateAdmin, TrailAdmin
from boards.kiosk.aside_admin import RefusedNoteAdmin
from boards.models import (
    Board,
    Complaint,
    Device,
    Note,
    RefusedNote,
    ReplyTemplate,
    RoutingRule,
    TrailEntry,
)
from boards.plates.admin import NameplateAdmin
from boards.previews import PreviewingComplaintAdmin
from boards.recorded_admin import (
    RecordedClosedDayAdmin,
    RecordedDeskAdmin,
    RecordedOfficeAdmin,
)
from boards.triage.note_admin import NoteAdmin
from boards.triage.routing_admin import RoutingRuleAdmin
from staff.models import ClosedDay, Desk, Nameplate, Office, User

admin.site.register(Office, RecordedOfficeAdmin)
admin.site.register(Desk, RecordedDeskAdmin)
admin.site.register(ClosedDay, RecordedClosedDayAdmin)
admin.site.register(Complaint, PreviewingComplaintAdmin)
admin.site.register(Note, NoteAdmin)
admin.site.register(Board, BoardAdmin)
admin.site.register(Device, DeviceAdmin)
admin.site.register(RefusedNote, RefusedNoteAdmin)
admin.site.register(ReplyTemplate, ReplyTemplateAdmin)
admin.site.register(RoutingRule, RoutingRuleAdmin)
admin.site.register(TrailEntry, TrailAdmin)
admin.site.register(User, RecordedAccountAdmin)
admin.site.register(Nameplate, NameplateAdmin)

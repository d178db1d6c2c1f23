"""What of the boards stands in the admin; each room brings its own pages."""

from django.contrib import admin

from boards.account_admin import RecordedAccountAdmin
from boards.board_admin import BoardAdmin, DeviceAdmin, ReplyTemplateAdmin, TrailAdmin
from boards.models import Board, Complaint, Device, Note, ReplyTemplate, TrailEntry
from boards.plates.admin import NameplateAdmin
from boards.triage.complaint_admin import ComplaintAdmin
from boards.triage.note_admin import NoteAdmin
from staff.models import Nameplate, User

admin.site.register(Complaint, ComplaintAdmin)
admin.site.register(Note, NoteAdmin)
admin.site.register(Board, BoardAdmin)
admin.site.register(Device, DeviceAdmin)
admin.site.register(ReplyTemplate, ReplyTemplateAdmin)
admin.site.register(TrailEntry, TrailAdmin)
admin.site.register(User, RecordedAccountAdmin)
admin.site.register(Nameplate, NameplateAdmin)

"""What of the boards stands in the admin; each room brings its own pages."""

from django.contrib import admin

from boards.models import Complaint, Note
from boards.triage.complaint_admin import ComplaintAdmin
from boards.triage.note_admin import NoteAdmin

admin.site.register(Complaint, ComplaintAdmin)
admin.site.register(Note, NoteAdmin)

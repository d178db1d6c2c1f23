"""Prints what the database of DATABASE_URL holds, as JSON: each note and what belongs to it."""

import json
import sys

import django

django.setup()

from boards.models import Complaint, Note, TrailEntry  # noqa: E402  Django must be set up first

received = list(TrailEntry.objects.filter(action="note.received").values_list("subject", flat=True))
json.dump(
    {
        "notes": [
            [str(key), code, side, complaint]
            for key, code, side, complaint in Note.objects.values_list(
                "pk", "receipt_code", "side", "complaint_id"
            )
        ],
        "complaints": list(Complaint.objects.values_list("pk", flat=True)),
        "received": received,
    },
    sys.stdout,
)

"""What each role may do: the one table of permissions."""

from typing import Any

from django.apps import apps

from staff.roles import Role

# app_label.codename; lists are narrowed further by each user's office scope.
ROLE_PERMISSIONS: dict[Role, tuple[str, ...]] = {
    Role.CLERK: (
        "boards.view_plan",
        "boards.view_note",
        "boards.change_note",
        "boards.view_complaint",
        "boards.change_complaint",
        "boards.view_replytemplate",
        "boards.view_routingrule",
        "boards.view_board",
        "boards.view_device",
        "boards.change_device",
        "boards.view_weeklysnapshot",
        "staff.view_desk",
        "staff.change_desk",
        "staff.add_desk",
        "staff.view_nameplate",
        "staff.add_nameplate",
        "staff.change_nameplate",
        "staff.view_consent",
        "staff.add_consent",
        "staff.change_consent",
        "staff.view_closedday",
    ),
    Role.MANAGER: (
        "boards.lead_complaint",
        "boards.read_words",
        "boards.view_plan",
        "boards.view_note",
        "boards.change_note",
        "boards.view_complaint",
        "boards.change_complaint",
        "boards.view_replytemplate",
        "boards.view_routingrule",
        "boards.add_routingrule",
        "boards.change_routingrule",
        "boards.add_replytemplate",
        "boards.change_replytemplate",
        "boards.view_board",
        "boards.change_board",
        "boards.view_device",
        "boards.change_device",
        "boards.view_weeklysnapshot",
        "boards.view_trailentry",
        "staff.view_office",
        "staff.view_desk",
        "staff.change_desk",
        "staff.add_desk",
        "staff.view_nameplate",
        "staff.add_nameplate",
        "staff.change_nameplate",
        "staff.view_consent",
        "staff.add_consent",
        "staff.change_consent",
        "staff.view_closedday",
        "staff.add_closedday",
        "staff.change_closedday",
    ),
    Role.TRAINER: ("boards.view_weeklysnapshot", "boards.read_words"),
    Role.ADMINISTRATOR: (
        "boards.open_held_note",
        "boards.view_board",
        "boards.add_board",
        "boards.change_board",
        "boards.view_device",
        "boards.change_device",
        "boards.view_replytemplate",
        "boards.view_routingrule",
        "boards.add_routingrule",
        "boards.change_routingrule",
        "boards.route_whole_city",
        "boards.add_replytemplate",
        "boards.change_replytemplate",
        "boards.view_trailentry",
        "boards.view_weeklysnapshot",
        "staff.view_office",
        "staff.change_office",
        "staff.add_office",
        "staff.view_user",
        "staff.add_user",
        "staff.change_user",
        "staff.view_desk",
        "staff.add_desk",
        "staff.change_desk",
        "staff.view_closedday",
        "staff.add_closedday",
        "staff.change_closedday",
        "staff.delete_closedday",
    ),
}


def grant_role_permissions(**kwargs: Any) -> None:
    """Make the groups and give each exactly the permissions of the table (after migrating)."""
    permissions = apps.get_model("auth", "Permission")
    groups = apps.get_model("auth", "Group")
    codes = {code for codes in ROLE_PERMISSIONS.values() for code in codes}
    known = {
        f"{app}.{codename}": pk
        for app, codename, pk in permissions.objects.filter(
            codename__in={code.partition(".")[2] for code in codes}
        ).values_list("content_type__app_label", "codename", "pk")
    }
    if not codes <= known.keys():
        return  # an app is not migrated yet; this runs again after it is
    for role, role_codes in ROLE_PERMISSIONS.items():
        group, _ = groups.objects.get_or_create(name=role.value)
        group.permissions.set([known[code] for code in role_codes])

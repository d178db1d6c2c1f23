"""The four roles an account may hold."""

from django.db import models


class Role(models.TextChoices):
    """Names of the groups; what each may do stands in boards.roles."""

    CLERK = "clerk", "담당자"
    MANAGER = "manager", "관리자(팀장)"
    TRAINER = "trainer", "교육강사"
    ADMINISTRATOR = "administrator", "시스템관리자"

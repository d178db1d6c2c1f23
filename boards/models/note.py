"""A post-it: what a visitor said, exactly once."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

# Marks a label for the catalogues and leaves it Korean: staff's pages and the trail keep it.
from django.utils.translation import gettext_noop as _

from boards.models import searching  # noqa: F401  brings the lookup `says`

if TYPE_CHECKING:
    from staff.models import User

TEXT_LIMIT = 500  # graphemes, what a person counts as letters
MOST_WORDS = 6  # of one search
STORED_TEXT_LIMIT = 4000  # code points: an emoji may take a dozen
SHOWN_DAYS = 60  # older notes have had their time on the wall
SHOWN_FIXED_DAYS = 30  # from the answer on: what was fixed is told, however old the note
# With an hour that was still to come at receipt; the condition of the index of these.
BY_THE_HOUR = Q(publish_at__gt=F("received_at"))


class Side(models.TextChoices):
    GOOD = "good", _("좋아요")
    REGRET = "regret", _("아쉬워요")


class Language(models.TextChoices):
    KOREAN = "ko", "한국어"
    ENGLISH = "en", "English"
    CHINESE = "zh", "中文"
    VIETNAMESE = "vi", "Tiếng Việt"


class Category(models.TextChoices):
    KINDNESS = "kindness", _("친절·응대")
    GUIDANCE = "guidance", _("설명·서류 안내")
    WAITING = "waiting", _("대기·순번")
    ACCURACY = "accuracy", _("처리 속도·정확성")
    CONNECTION = "connection", _("부서 연결·전화")
    PARKING = "parking", _("주차·교통")
    FACILITY = "facility", _("시설·비품")
    CLEANLINESS = "cleanliness", _("청결·화장실")
    COMFORT = "comfort", _("냉난방·소음·환경")
    MACHINES = "machines", _("무인기기·온라인")
    ACCESS = "access", _("장애인·노약자·영유아")
    SIGNAGE = "signage", _("안내표지·외국어")
    POLICY = "policy", _("제도·정책 건의")
    OTHER = "other", _("기타")


class Visibility(models.TextChoices):
    """What the public may see. A PUBLIC note is seen from its `publish_at` on, by time alone:
    until then it is still to be looked at, and staff read 공개대기 (`Note.visibility_at`)."""

    PUBLIC = "public", "공개"
    WAITING = "waiting", "공개대기"
    HIDDEN = "hidden", "비공개"


def openly(word: str) -> Q:
    """Not by the personal data that pages mask: a search must not spell out a number."""
    return Q(findings=[]) | Q(public_text__holds=word)


class NoteQuerySet(models.QuerySet["Note"]):
    def visible_to(self, user: User) -> NoteQuerySet:
        """Notes of the offices in a user's scope."""
        if not user.is_active or user.office is None:
            return self.none()
        return self.filter(office__path__startswith=user.office.path)

    def within(self, office_path: str) -> NoteQuerySet:
        """Notes of an office (by its path) and all below it."""
        return self.filter(office__path__startswith=office_path)

    def received_between(self, start: datetime, end: datetime) -> NoteQuerySet:
        """Notes received from `start` (included) to `end` (excluded)."""
        return self.filter(received_at__gte=start, received_at__lt=end)

    def published(self, now: datetime) -> NoteQuerySet:
        """What a public page may show at `now`: public, and its hour has come."""
        return self.filter(visibility=Visibility.PUBLIC, publish_at__lte=now)

    def shown_on(self, board_id: int, now: datetime) -> NoteQuerySet:
        """What the wall and the tablet of a board may show at `now`."""
        recent = self.filter(board=board_id, received_at__gte=now - timedelta(days=SHOWN_DAYS))
        return recent.published(now)

    def next_hour_on(self, board_id: int, now: datetime) -> datetime | None:
        """When the next note of a board that is public from an hour to come opens."""
        waiting = self.filter(visibility=Visibility.PUBLIC, publish_at__gt=now).filter(BY_THE_HOUR)
        hours = waiting.filter(board=board_id).order_by("publish_at")
        return hours.values_list("publish_at", flat=True).first()

    def told_on(self, board_id: int, now: datetime) -> NoteQuerySet:
        """Regrets of a board whose story the wall still tells, however old the note: fixed within
        SHOWN_FIXED_DAYS, or promised by a plan that runs. The latest answer first."""
        lately = now - timedelta(days=SHOWN_FIXED_DAYS)
        fixed = Q(complaint__outcome__in=["resolved", "partly"], complaint__answered_at__gte=lately)
        running = Q(complaint__plan__isnull=False, complaint__plan__finished_at__isnull=True)
        kept = Q(complaint__plan__finished_at__gte=lately) | fixed | running
        rows = self.filter(board=board_id, side=Side.REGRET).published(now).filter(kept)
        return rows.order_by(F("complaint__answered_at").desc(nulls_last=True), "-received_at")

    def decided(self) -> NoteQuerySet:
        """Regret notes whose complaint a clerk has sorted: category and route are a decision."""
        return self.filter(complaint__route__in=["quick_fix", "long_term"]).exclude(
            complaint__category=""
        )

    def without_likeness(self) -> NoteQuerySet:
        """Notes that their kin cannot find yet."""
        likeness = apps.get_model("boards", "Likeness")
        return self.filter(~Exists(likeness.objects.filter(note=OuterRef("pk"))))

    def with_joins(self) -> NoteQuerySet:
        """Each note with `joins_count`, how many visits said 나도요; of no use to any order."""
        joins = apps.get_model("boards", "Join").objects.filter(note=OuterRef("pk"))
        counted = joins.order_by().values("note").annotate(many=Count("pk")).values("many")
        zero_or_more = Coalesce(Subquery(counted, output_field=IntegerField()), 0)
        return self.annotate(joins_count=zero_or_more)

    def saying(self, words: str) -> NoteQuerySet:
        """Notes that hold every one of the words (see boards.models.searching)."""
        several = words.split()[:MOST_WORDS]
        found = self.filter(text__says=" ".join(several))
        for word in several:
            found = found.filter(openly(word))
        return found

    def holding(self, words: str) -> NoteQuerySet:
        """As `saying`, never by the index: for rows that are few, or newest first."""
        found = self
        for word in words.split()[:MOST_WORDS]:
            found = found.filter(text__holds=word).filter(openly(word))
        return found

    def not_kept_from(self, user: User) -> NoteQuerySet:
        """Without what only a team leader reads; says nothing of the scope."""
        if user.has_perm("boards.lead_complaint"):
            return self
        return self.filter(is_abusive=False, accuses_person=False)

    def grave(self) -> NoteQuerySet:
        """Abusive, or accusing one person: the team leader's to read."""
        return self.filter(Q(is_abusive=True) | Q(accuses_person=True))

    def abusive(self) -> NoteQuerySet:
        return self.filter(is_abusive=True)

    def held(self) -> NoteQuerySet:
        """Hidden from the public until a clerk shows them."""
        return self.filter(visibility=Visibility.WAITING, publish_at__isnull=True)

    def to_look_at(self, now: datetime) -> NoteQuerySet:
        """Held, or public from an hour still to come: what a clerk may show or hide before."""
        # Two reads of few rows, each by its index: an OR of both reads every note that is public.
        # Without the scope, which would lead SQLite to read all notes of the offices instead.
        notes = self.model.objects.order_by()
        coming = notes.filter(BY_THE_HOUR, visibility=Visibility.PUBLIC, publish_at__gt=now)
        return self.filter(pk__in=notes.held().values("pk").union(coming.values("pk"), all=True))

    def newest_first(self) -> NoteQuerySet:
        return self.order_by("-received_at", "-pk")


COVERED = ("office", "side", "visibility", "category", "is_abusive", "accuses_person")


def covering(name: str, *first: str) -> models.Index:
    """An index of notes by `first`, the newest first, that tells a list without its table."""
    rest = [field for field in COVERED if field not in first]
    return models.Index(fields=[*first, "-received_at", "-id", *rest], name=name)


class Note(models.Model):
    """One note, immutable but for its visibility and the complaint it belongs to.

    `id` is made by the client and unique for ever; `digest` tells a retry from another note
    under the same id. `text` holds no resident number. No IP address, no user agent.
    """

    class Channel(models.TextChoices):
        TABLET = "tablet", "태블릿"
        PHONE = "phone", "휴대전화(명패 QR)"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    receipt_code = models.CharField("접수증 번호", max_length=16, unique=True, editable=False)

    office = models.ForeignKey(
        "staff.Office",
        models.PROTECT,
        db_index=False,
        related_name="notes",
        verbose_name="기관",
    )
    board = models.ForeignKey(
        "boards.Board",
        models.PROTECT,
        db_index=False,
        null=True,
        related_name="notes",
        verbose_name="게시판",
    )
    device = models.ForeignKey(
        "boards.Device",
        models.PROTECT,
        db_index=False,
        null=True,
        related_name="notes",
        verbose_name="기기",
    )
    sequence = models.PositiveIntegerField("기기의 쪽지 번호", null=True)
    desk = models.ForeignKey(
        "staff.Desk",
        models.PROTECT,
        db_index=False,
        null=True,
        related_name="notes",
        verbose_name="창구",
    )
    channel = models.CharField("접수경로", max_length=8, choices=Channel)

    side = models.CharField("구분", max_length=8, choices=Side)
    text = models.TextField("내용", max_length=STORED_TEXT_LIMIT, blank=True)
    strokes = models.JSONField("손글씨", null=True, blank=True)
    category = models.CharField("분야", max_length=16, choices=Category, blank=True)
    language = models.CharField("언어", max_length=4, choices=Language, default=Language.KOREAN)
    was_helped = models.BooleanField("대신 적음", default=False)
    written_at = models.DateTimeField(
        "작성일시(기기)", null=True, help_text="기기의 시계: 참고만 합니다."
    )
    received_at = models.DateTimeField("접수일시")

    findings = models.JSONField("발견", default=list, blank=True)
    is_abusive = models.BooleanField("폭언", default=False)
    accuses_person = models.BooleanField("특정 직원 지적", default=False)
    public_text = models.TextField("공개 내용", max_length=STORED_TEXT_LIMIT, blank=True)
    screening_version = models.CharField(max_length=20, blank=True, editable=False)

    visibility = models.CharField("공개여부", max_length=8, choices=Visibility)
    publish_at = models.DateTimeField("공개 시각", null=True, blank=True)
    complaint = models.ForeignKey(
        "boards.Complaint",
        models.PROTECT,
        db_index=False,
        null=True,
        related_name="notes",
        verbose_name="민원",
    )

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = "쪽지"
        verbose_name_plural = "쪽지"
        permissions = [("open_held_note", "까닭을 적고 원문을 엶")]
        # Every index costs the intake: where one of these begins with a foreign key, that key has
        # none of its own.
        indexes = [
            # As for complaints: lists are told by an index alone.
            covering("note_office_received", "office"),
            covering("note_received"),
            models.Index(fields=["board", "visibility", "-received_at"], name="note_wall"),
            models.Index(fields=["device", "sequence"], name="note_device_sequence"),
            covering("note_visibility", "visibility"),
            covering("note_side", "side"),
            covering("note_category", "category"),
            # Most notes name no desk, and praise has no complaint.
            models.Index(fields=["desk"], name="note_desk", condition=Q(desk__isnull=False)),
            models.Index(
                fields=["complaint"], name="note_complaint", condition=Q(complaint__isnull=False)
            ),
            # Few notes are: the record of abuse finds them among a million.
            models.Index(
                fields=["-received_at"], condition=Q(is_abusive=True), name="note_abusive"
            ),
            # Empty for boards that publish at once: costs their intake nothing.
            models.Index(
                fields=["visibility", "publish_at"], condition=BY_THE_HOUR, name="note_by_the_hour"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(side="regret", complaint__isnull=False)
                | Q(side="good", complaint__isnull=True),
                name="every_regret_and_no_praise_has_a_complaint",
            ),
            models.CheckConstraint(
                condition=~Q(text="") | ~Q(category="") | Q(strokes__isnull=False),
                name="note_says_something",
            ),
            models.CheckConstraint(
                condition=~Q(visibility="public") | Q(publish_at__isnull=False),
                name="public_note_has_its_hour",
            ),
            models.CheckConstraint(
                condition=Q(channel="phone") | Q(device__isnull=False),
                name="tablet_note_has_its_device",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()} {self.received_at:%Y-%m-%d %H:%M}"

    def visibility_at(self, now: datetime) -> Visibility:
        """What holds at `now`: public only once its hour has come."""
        if self.visibility == Visibility.PUBLIC and self.publish_at and self.publish_at > now:
            return Visibility.WAITING
        return Visibility(self.visibility)

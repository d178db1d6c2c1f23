"""One page for a plate: what it says, what its person agreed to, and the photo."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from boards.templatetags.korean_dates import korean_day
from staff.models import Consent, Nameplate
from staff.nameplates.photos import UnfitPhoto, plate_photo

ITEMS = tuple(Consent.Item)
CONSENT_FIELDS = tuple(f"agrees_{item.value}" for item in ITEMS)


class NameplateForm(forms.ModelForm):
    """`wanted_items` holds what the person agrees to; `fresh_photo` the photo drawn anew."""

    consented_on = forms.DateField(
        label="동의일",
        required=False,
        help_text="동의서에 적힌 날. 새로 동의한 항목이 있을 때 적습니다.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    new_photo = forms.FileField(
        label="사진 올리기",
        required=False,
        help_text="웃는 얼굴의 JPEG·PNG·WebP, 15 MB까지. 3:4로 자르고 촬영 정보는 지웁니다.",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    drops_photo = forms.BooleanField(label="사진 지우기", required=False)

    class Meta:
        model = Nameplate
        fields = ("desk", "person", "name", "duty", "greeting", "started_on", "ended_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fresh_photo: Any = None
        standing = self.standing()
        for item, name in zip(ITEMS, CONSENT_FIELDS, strict=True):
            consent = standing.get(item.value)
            self.fields[name] = forms.BooleanField(
                label=item.label,
                required=False,
                initial=consent is not None,
                help_text=f"{korean_day(consent.given_on)} 동의함. 풀면 바로 철회됩니다."
                if consent
                else "",
            )

    def standing(self) -> dict[str, Consent]:
        """The consents that stand now, by item."""
        if self.instance.pk is None:
            return {}
        return {consent.item: consent for consent in self.instance.consents.standing()}

    @property
    def wanted_items(self) -> set[str]:
        return {
            item.value
            for item, name in zip(ITEMS, CONSENT_FIELDS, strict=True)
            if self.cleaned_data.get(name)
        }

    def clean_consented_on(self) -> Any:
        day = self.cleaned_data["consented_on"]
        if day and day > timezone.localdate():
            raise ValidationError("오늘보다 뒤의 날은 동의일이 될 수 없습니다.")
        return day

    def clean_new_photo(self) -> Any:
        upload = self.cleaned_data["new_photo"]
        if upload:
            try:
                self.fresh_photo = plate_photo(upload.file, upload.size or 0)
            except UnfitPhoto as unfit:
                raise ValidationError(str(unfit)) from None
        return upload

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for name, sentence in self.contradictions():
            self.add_error(name, sentence)
        return values

    def is_another_name(self, name: str | None) -> bool:
        """Whether a plate with a photo, or with a consent of now or before, would change its name:
        another person would stand in for who agreed, and a withdrawn name would be forgotten."""
        plate = self.instance
        if plate.pk is None or not name or name == plate.name:
            return False
        return bool(plate.photo) or plate.consents.exists()

    def contradictions(self) -> Iterator[tuple[str, str]]:
        """What cannot be true at once, with the field that tells of it."""
        values = self.cleaned_data
        fresh = self.wanted_items - self.standing().keys()
        if fresh and not values.get("consented_on") and "consented_on" not in self.errors:
            yield "consented_on", "새로 동의한 항목이 있습니다. 동의서에 적힌 날을 적어 주세요."
        if self.fresh_photo and not self.wanted_items:
            yield "new_photo", "사진은 본인이 동의한 뒤에 올릴 수 있습니다."
        if self.fresh_photo and values.get("drops_photo"):
            yield "drops_photo", "새 사진을 올리면서 지울 수는 없습니다. 하나만 골라 주세요."
        started, left = values.get("started_on"), values.get("ended_on")
        if started and left and left < started:
            yield "ended_on", "종료일이 시작일보다 앞섭니다."
        if self.is_another_name(values.get("name")):
            yield (
                "name",
                "동의와 사진은 그 이름의 사람 것이라 이름을 바꿀 수 없습니다. "
                "이 명패에 종료일을 적고 새 명패를 만들어 주세요.",
            )
        desk, ended = values.get("desk"), values.get("ended_on")
        if desk and not ended:
            others = Nameplate.objects.current().filter(desk=desk).exclude(pk=self.instance.pk)
            if others.exists():
                yield (
                    "desk",
                    "이 창구에는 이미 명패가 있습니다. 그 종료일을 먼저 적어 주세요.",
                )

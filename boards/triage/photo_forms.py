"""Forms of the photos of an answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from boards.models import AnswerPhoto, Complaint
from boards.triage import photos
from boards.triage.forms import ChangeForm, narrow
from staff.nameplates.photos import UnfitPhoto, place_photo


class PhotoForm(ChangeForm):
    button = "사진 붙이기"
    help_line = (
        "고치기 전과 고친 뒤를 한 장씩 붙입니다. '해결'이나 '부분해결'로 회신하면 시민이 봅니다. "
        "촬영 정보는 지우고 다시 그려 둡니다."
    )
    moment = forms.ChoiceField(
        label="언제 찍었나요", choices=AnswerPhoto.Moment.choices, widget=forms.RadioSelect
    )
    upload = forms.FileField(
        label="사진 파일",
        help_text="JPEG·PNG·WebP, 15 MB까지",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"required": "사진 파일을 골라 주세요."},
    )
    shows_nobody = forms.BooleanField(
        label="사람 얼굴, 이름, 서류, 차량 번호가 보이지 않음을 확인했습니다",
        error_messages={"required": "사진을 살펴보고 확인해 주세요. 공개되는 사진입니다."},
    )

    def clean_upload(self) -> Any:
        upload = self.cleaned_data["upload"]
        try:
            self.fresh = place_photo(upload.file, upload.size or 0)
        except UnfitPhoto as unfit:
            raise ValidationError(str(unfit)) from None
        return upload

    def carry_out(self) -> Complaint:
        moment = self.cleaned_data["moment"]
        photos.keep_photo(self.key, self.hand, moment=moment, fresh=self.fresh)
        return self.case.complaint


class PhotoField(forms.ModelChoiceField):
    """Photos by their moment."""

    def label_from_instance(self, obj: AnswerPhoto) -> str:
        return obj.get_moment_display()


class RemovePhotoForm(ChangeForm):
    button = "사진 지우기"
    help_line = "시민에게 보이던 곳에서도 바로 사라집니다. 지운 기록이 남습니다."
    photo = PhotoField(
        AnswerPhoto.objects.none(),
        label="지울 사진",
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "그 사진은 이미 지워졌습니다."},
    )

    def prepare(self) -> None:
        narrow(self, "photo", self.case.complaint.photos.all())

    def carry_out(self) -> Complaint:
        photos.remove_photo(self.key, self.hand, photo=self.cleaned_data["photo"].pk)
        return self.case.complaint

"""Whoever runs a command with a file that is none of ours reads a sentence, no traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

NESTED = "[" * 100_000


@pytest.mark.parametrize(
    "line",
    [
        '{"id": 1, "text": 5}',
        '{"id": 1, "text": null}',
        '{"id": {}, "text": "글"}',
        '{"id": 1, "text": "글", "side": []}',
        '{"id": 1, "text": "글", "side": "other"}',
        '{"text": "글"}',
        "[]",
        "null",
        NESTED,
    ],
    ids=lambda line: line[:40],
)
def test_a_line_that_is_no_note_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "notes.jsonl"
    file.write_text('{"id": 1, "text": "좋아요"}\n' + line, encoding="utf-8")
    with pytest.raises(CommandError, match="2번째 줄이 쪽지의 형식이 아닙니다"):
        call_command("try_notes", str(file))


@pytest.mark.django_db
@pytest.mark.parametrize("content", ["", NESTED])
def test_nothing_is_learned_from_a_file_without_notes(tmp_path: Path, content: str) -> None:
    file = tmp_path / "notes.jsonl"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(CommandError, match="한 장도 없습니다|읽을 수 없습니다"):
        call_command("train_suggestion", labelled=[file])


@pytest.mark.django_db
@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "today"])
def test_a_week_that_no_calendar_holds_is_refused(day: str) -> None:
    with pytest.raises(CommandError, match="주를 확인해 주세요"):
        call_command("freeze_week", day)


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"\xff\xfe", b"[]", b"[1]", b"{}", b"anchor"])
def test_an_anchor_that_cannot_be_read_stays_as_it_is(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "anchor.jsonl"
    file.write_bytes(content)
    with pytest.raises(CommandError, match="마지막 줄을 읽을 수 없습니다"):
        call_command("verify_trail", anchor=str(file))
    assert file.read_bytes() == content


@pytest.mark.django_db
def test_an_anchor_that_is_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="기준 파일을 쓸 수 없습니다"):
        call_command("verify_trail", anchor=str(tmp_path))

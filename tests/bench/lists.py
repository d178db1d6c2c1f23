"""How long the lists of the admin take when there are very many notes.

    python -m tests.postgres -- python -m tests.bench.lists --rows 1000000

Fills an empty database with invented notes and prints, for each list, the median time at the
server and the number of queries. The database of DATABASE_URL must be empty.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.core.management import call_command  # noqa: E402  needs the settings
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from boards.models import Category, Complaint  # noqa: E402
from staff.models import Office, Role, User  # noqa: E402
from staff.paging import COUNT_CAP  # noqa: E402
from staff.places import make_offices  # noqa: E402
from tests.cast import make_user  # noqa: E402

WORDS = (
    "번호표 화장실 주차장 에어컨 의자 안내판 서류 전화 창구 직원 기계 휴지 글씨 소음 대기 "
    "친절 설명 복사기 엘리베이터 유모차 휠체어 여권 인감 등본 팩스 조명 온도 냄새 바닥 문"
).split()
MAKE_COMPLAINTS = """
INSERT INTO boards_complaint (id, office_id, received_office_id, received_at, category, matter,
  route, period, alleges_unfair_treatment, state, due_at, sorted_at, extension_reason, hold_reason,
  outcome, closing_ground, action_taken, answer, settled_at, answered_at, version,
  for_leader)
SELECT i, o.ids[1 + i %% o.n], o.ids[1 + i %% o.n], now() - i * interval '1 minute',
  (%s::text[])[1 + i %% 14], '', CASE WHEN i < 200 THEN 'unsorted' ELSE 'quick_fix' END, 'now',
  false, CASE WHEN i < 200 THEN 'received' WHEN i < 3000 THEN 'sorted' ELSE 'replied' END,
  now() - i * interval '1 minute' + interval '3 hours', NULL, '', '',
  CASE WHEN i < 3000 THEN '' ELSE 'resolved' END, '', '', CASE WHEN i < 3000 THEN '' ELSE '답' END,
  CASE WHEN i < 3000 THEN NULL ELSE now() END, CASE WHEN i < 3000 THEN NULL ELSE now() END, 1,
  i %% 97 = 0 OR i %% 89 = 0
FROM generate_series(1, %s) AS i, (SELECT %s::bigint[] AS ids, %s AS n) AS o
"""
MAKE_NOTES = """
INSERT INTO boards_note (id, digest, receipt_code, office_id, channel, side, text, category,
  language, was_helped, received_at, findings, is_abusive, accuses_person, public_text,
  screening_version, visibility, complaint_id)
SELECT md5(c.id::text)::uuid, md5(c.id::text), 'R' || c.id, c.office_id, 'phone', 'regret',
  w.words[1 + (c.id * 7 + 1) %% w.n] || '가 ' || w.words[1 + (c.id / 30) %% w.n] || ' 때문에 ' ||
  w.words[1 + (c.id / 900) %% w.n] || '까지 불편해요 ' || c.id,
  c.category, 'ko', false, c.received_at, '[]', c.id %% 97 = 0, c.id %% 89 = 0, '', '1',
  CASE WHEN c.id < 300 THEN 'waiting' ELSE 'hidden' END, c.id
FROM boards_complaint AS c, (SELECT %s::text[] AS words, %s AS n) AS w
"""
PAGES = {
    "desk view": "/admin/",
    "badges": "/admin/badges.json",
    "complaints, page 1": "/admin/boards/complaint/",
    "complaints, last page": "/admin/boards/complaint/?p={last}",
    "complaints, new": "/admin/boards/complaint/?work=new",
    "complaints, overdue": "/admin/boards/complaint/?work=overdue",
    "complaints, to answer": "/admin/boards/complaint/?work=to_answer",
    "complaints, mine": "/admin/boards/complaint/?work=mine",
    "complaints, replied": "/admin/boards/complaint/?state__exact=replied",
    "complaints, on hold (none)": "/admin/boards/complaint/?state__exact=on_hold",
    "complaints, one category": "/admin/boards/complaint/?category__exact=parking",
    "complaints, long term (none)": "/admin/boards/complaint/?route__exact=long_term",
    "complaints, '번호'": "/admin/boards/complaint/?q=번호",
    "complaints, none found": "/admin/boards/complaint/?q=쌍둥이판다",
    "notes, page 1": "/admin/boards/note/",
    "notes, last page": "/admin/boards/note/?p={last}",
    "notes, held": "/admin/boards/note/?held=yes",
    "notes, public (none)": "/admin/boards/note/?visibility__exact=public",
    "notes, praise (none)": "/admin/boards/note/?side__exact=good",
    "notes, '번호'": "/admin/boards/note/?q=번호",
    "notes, '휠체어 여권'": "/admin/boards/note/?q=휠체어 여권",
    "notes, none found": "/admin/boards/note/?q=쌍둥이판다",
    "sorting": "/admin/boards/complaint/sort/",
}


def fill(rows: int) -> None:
    """Invented notes over all offices, most of them answered."""
    offices = list(Office.objects.order_by("pk").values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(MAKE_COMPLAINTS, [list(Category.values), rows, offices, len(offices)])
        cursor.execute(MAKE_NOTES, [WORDS, len(WORDS)])
        cursor.execute("ANALYZE")


def measured(client: Client, address: str, times: int) -> tuple[float, float, int]:
    """(median, longest) in milliseconds and the number of queries of one page."""
    client.get(address)
    spent = []
    for _ in range(times):
        started = time.perf_counter()
        answer = client.get(address)
        spent.append((time.perf_counter() - started) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status_code}")
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return statistics.median(spent), max(spent), len(queries)


def report(user: User, times: int) -> None:
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    print(f"\n{user.office}\n{'page':32} {'median':>9} {'longest':>9} queries")
    reachable = min(Complaint.objects.readable_by(user).count(), COUNT_CAP) - 1
    for name, page in PAGES.items():
        address = page.format(last=max(reachable // 50, 1))
        median, longest, queries = measured(client, address, times)
        print(f"{name:32} {median:6.1f} ms {longest:6.1f} ms {queries:7}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    make_offices()
    fill(options.rows)
    centre = Office.objects.filter(kind=Office.Kind.CENTRE).first()
    hall = Office.objects.get(kind=Office.Kind.CITY_HALL)
    for user in (
        make_user("bench-clerk", centre, Role.CLERK),
        make_user("bench-manager", hall, Role.MANAGER),
        make_user("bench-city-clerk", hall, Role.CLERK),
    ):
        report(user, options.times)


if __name__ == "__main__":
    main()

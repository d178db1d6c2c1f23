"""The 49 civil-service rooms of Suwon, in the city's own order."""

from __future__ import annotations

from staff.models import Desk, Office

# District → (slug, its centres as (name of the 행정동, slug)).
DISTRICTS: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "장안구": (
        "jangan",
        (
            ("파장동", "pajang"),
            ("율천동", "yulcheon"),
            ("정자1동", "jeongja1"),
            ("정자2동", "jeongja2"),
            ("정자3동", "jeongja3"),
            ("영화동", "yeonghwa"),
            ("송죽동", "songjuk"),
            ("조원1동", "jowon1"),
            ("조원2동", "jowon2"),
            ("연무동", "yeonmu"),
        ),
    ),
    "권선구": (
        "gwonseon",
        (
            ("세류1동", "seryu1"),
            ("세류2동", "seryu2"),
            ("세류3동", "seryu3"),
            ("평동", "pyeong"),
            ("서둔동", "seodun"),
            ("구운동", "guun"),
            ("금곡동", "geumgok"),
            ("호매실동", "homaesil"),
            ("권선1동", "gwonseon1"),
            ("권선2동", "gwonseon2"),
            ("곡선동", "gokseon"),
            ("입북동", "ipbuk"),
        ),
    ),
    "팔달구": (
        "paldal",
        (
            ("행궁동", "haenggung"),
            ("매교동", "maegyo"),
            ("매산동", "maesan"),
            ("고등동", "godeung"),
            ("화서1동", "hwaseo1"),
            ("화서2동", "hwaseo2"),
            ("지동", "ji"),
            ("우만1동", "uman1"),
            ("우만2동", "uman2"),
            ("인계동", "ingye"),
        ),
    ),
    "영통구": (
        "yeongtong",
        (
            ("매탄1동", "maetan1"),
            ("매탄2동", "maetan2"),
            ("매탄3동", "maetan3"),
            ("매탄4동", "maetan4"),
            ("원천동", "woncheon"),
            ("광교1동", "gwanggyo1"),
            ("광교2동", "gwanggyo2"),
            ("영통1동", "yeongtong1"),
            ("영통2동", "yeongtong2"),
            ("영통3동", "yeongtong3"),
            ("망포1동", "mangpo1"),
            ("망포2동", "mangpo2"),
        ),
    ),
}
CITY_HALL = "수원시청"

DUTIES: dict[str, tuple[str, ...]] = {
    Office.Kind.CITY_HALL: (
        "종합안내",
        "여권 접수",
        "여권 교부",
        "토지·건축 서류",
        "차량 등록 안내",
        "민원 상담",
    ),
    Office.Kind.DISTRICT: (
        "종합안내",
        "가족관계 등록",
        "지방세 상담",
        "부동산 신고",
        "자동차·교통",
        "건축·위생",
    ),
    Office.Kind.CENTRE: ("전입신고·등초본", "인감·본인서명", "복지 상담", "가족관계 서류"),
}


def make_offices() -> int:
    """Make the tree of 49 offices where it is missing; returns how many were made."""
    made = 0
    hall, new = Office.objects.get_or_create(
        slug="city-hall",
        defaults={"name": CITY_HALL, "short_name": CITY_HALL, "kind": Office.Kind.CITY_HALL},
    )
    made += new
    for district_name, (slug, centres) in DISTRICTS.items():
        office_name = f"{district_name}청"
        district, new = Office.objects.get_or_create(
            slug=slug,
            defaults={
                "name": office_name,
                "short_name": office_name,
                "kind": Office.Kind.DISTRICT,
                "parent": hall,
            },
        )
        made += new
        for name, centre_slug in centres:
            _, new = Office.objects.get_or_create(
                slug=f"{centre_slug}-dong",
                defaults={
                    "name": f"{name} 행정복지센터",
                    "short_name": name,
                    "kind": Office.Kind.CENTRE,
                    "parent": district,
                },
            )
            made += new
    return made


def make_desks() -> int:
    """Give each office without desks the usual ones; returns how many were made."""
    empty = Office.objects.filter(desks__isnull=True)
    desks = [
        Desk(office=office, number=number, duty=duty)
        for office in empty
        for number, duty in enumerate(DUTIES[office.kind], start=1)
    ]
    return len(Desk.objects.bulk_create(desks))

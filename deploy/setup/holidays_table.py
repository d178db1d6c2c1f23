"""Writes staff/data/holidays.json from the library `holidays`; a test holds the two together.

A table, because the library costs every process 12 MB and a tenth of a second at its start.
"""

import json
from pathlib import Path

from holidays.countries.south_korea import SouthKorea

TABLE = Path(__file__).resolve().parents[2] / "staff" / "data" / "holidays.json"


def table() -> dict[str, dict[str, str]]:
    """Year → ISO day → the library's Korean name."""
    return {
        str(year): {
            day.isoformat(): name
            for day, name in sorted(SouthKorea(years=year, language="ko", expand=False).items())
        }
        for year in range(SouthKorea.start_year, SouthKorea.end_year + 1)
    }


if __name__ == "__main__":
    TABLE.parent.mkdir(exist_ok=True)
    TABLE.write_text(json.dumps(table(), ensure_ascii=False, indent=0) + "\n", encoding="utf-8")

"""Copies the browser-side packages from node_modules to static/vendor/.

static/vendor.json is the manifest: every file with its package, version, licence and the
checksum of what npm delivered. A file that differs stops the copy. `record` writes the
manifest anew after a version was changed on purpose.
"""

import hashlib
import json
import re
import shutil
from pathlib import Path

from say import ROOT, Stop, tell

NODE_MODULES = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"
MANIFEST = ROOT / "static" / "vendor.json"

GOV = "pretendard-gov/dist/"
PEN = "@fontsource/nanum-pen-script/"
# (files under node_modules, folder under static/vendor or the new path of a single file)
WANTED = [
    ("lean-qr/nano.mjs", "lean-qr/nano.js"),
    ("lean-qr/LICENSE", "lean-qr/LICENSE"),
    (
        GOV + "web/variable/pretendardvariable-gov-dynamic-subset.css",
        "fonts/pretendard-gov/pretendard-gov.css",
    ),
    (
        GOV + "web/variable/woff2-dynamic-subset/*.woff2",
        "fonts/pretendard-gov/woff2-dynamic-subset/",
    ),
    (GOV + "LICENSE.txt", "fonts/pretendard-gov/LICENSE"),
    (PEN + "400.css", "fonts/nanum-pen-script/nanum-pen-script.css"),
    (PEN + "files/*-400-normal.woff2", "fonts/nanum-pen-script/files/"),
    (PEN + "LICENSE", "fonts/nanum-pen-script/LICENSE"),
    (GOV + "public/static/PretendardGOV-Regular.otf", "print/"),
    (GOV + "public/static/PretendardGOV-Bold.otf", "print/"),
    (GOV + "LICENSE.txt", "print/LICENSE"),
]
# Pointers to files that are not installed: older woff twins and source maps. Hashed file
# names need every file that a style sheet or module points to.
WOFF_TWIN = re.compile(rb",\s*url\([^)]*\.woff\)\s*format\(['\"]woff['\"]\)")
SOURCE_MAP = re.compile(rb"\n?//# sourceMappingURL=.*\s*$")


def checksum(content: bytes) -> str:
    """SHA-256 in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def wanted_files() -> list[tuple[Path, str]]:
    """Each file of node_modules that the pages use, with its path under static/vendor."""
    pairs = []
    for pattern, target in WANTED:
        for source in sorted(NODE_MODULES.glob(pattern)):
            name = target + source.name if target.endswith("/") else target
            pairs.append((source, name))
    return pairs


def package_of(source: Path) -> dict[str, str]:
    """Name, version and licence from the package.json that belongs to a file."""
    parts = source.relative_to(NODE_MODULES).parts
    folder = NODE_MODULES.joinpath(*parts[: 2 if parts[0].startswith("@") else 1])
    about = json.loads((folder / "package.json").read_text())
    return {name: about[key] for name, key in ABOUT.items()}


ABOUT = {"package": "name", "version": "version", "licence": "license"}


def record() -> None:
    """Write static/vendor.json from what node_modules holds now."""
    rows = [
        {
            **package_of(source),
            "from": source.relative_to(NODE_MODULES).as_posix(),
            "file": name,
            "sha256": checksum(source.read_bytes()),
        }
        for source, name in wanted_files()
    ]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    MANIFEST.write_text(f"[\n{lines}\n]\n")
    tell(f"static/vendor.json에 {len(rows)}개 파일을 적었습니다", f"{len(rows)} files recorded")


def install() -> None:
    """Make static/vendor hold exactly what the manifest says; nothing to do when it does."""
    code = Path(__file__).read_bytes()
    state = checksum(MANIFEST.read_bytes() + code + b"%d" % count(VENDOR))
    stamp = VENDOR / ".installed"
    if stamp.exists() and stamp.read_text() == state:
        return
    rows = json.loads(MANIFEST.read_text())
    fresh = VENDOR.with_name("vendor.new")
    shutil.rmtree(fresh, ignore_errors=True)
    for row in rows:
        target = fresh / row["file"]
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(installed_form(row["file"], verified(row)))
    shutil.rmtree(VENDOR, ignore_errors=True)
    fresh.rename(VENDOR)
    stamp.write_text(checksum(MANIFEST.read_bytes() + code + b"%d" % len(rows)))


def count(folder: Path) -> int:
    """How many files lie in the folder, the stamp left out."""
    return sum(path.is_file() and path.name != ".installed" for path in folder.rglob("*"))


def verified(row: dict[str, str]) -> bytes:
    """What npm delivered for one row, refused when it is not what was recorded."""
    source = NODE_MODULES / row["from"]
    content = source.read_bytes() if source.exists() else b""
    if checksum(content) != row["sha256"]:
        raise Stop(
            f"{row['package']} {row['version']}의 {row['from']} 파일이 기록과 다릅니다. "
            "node_modules를 지우고 다시 실행해 주세요.",
            "A vendored file differs from static/vendor.json; remove node_modules and retry.",
        )
    return content


def installed_form(name: str, content: bytes) -> bytes:
    """The file as it is served: without pointers to files that are left out."""
    if name.endswith(".css"):
        return WOFF_TWIN.sub(b"", content)
    if name.endswith(".js"):
        return SOURCE_MAP.sub(b"\n", content)
    return content

"""The rules of the house, held by walking its files: arrows, sizes, pins, what may lie where."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PROJECT = ("suwon_board", "boards", "staff")
ROOMS = {"kiosk", "receipt", "screening", "wall", "triage", "weekly", "training"}
# Which room may use which; the other shared parts are models and staff.
ROOM_ARROWS = {("kiosk", "screening"), ("receipt", "screening"), ("triage", "screening")}
ON_TOP = {
    "manage.py", "suwon_board", "boards", "staff", "templates", "static", "requirements.txt",
    "requirements-dev.txt", "tests", "CHANGELOG.md", "Makefile", "pyproject.toml",
    "package.json", "package-lock.json", "docs", "deploy",
}  # fmt: skip
# Made by `make`, never committed.
MADE = {"node_modules", "var", "staticfiles"}
LONGEST_FILE = 350
MOST_REQUIREMENTS = 19
# Tags that fetch; a link that a person follows may lead elsewhere.
FETCHING = re.compile(
    r"<(?:script|link|img|source|iframe|video|audio|object|embed|use|image)\b[^>]*[\"'\s=]"
    r"(?:https?:)?//",
    re.IGNORECASE,
)
INLINE = {
    "script without src": re.compile(r"<script\b(?![^>]*\bsrc\s*=)", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "style attribute": re.compile(r"<[a-z][^>]*\sstyle\s*=", re.IGNORECASE),
    "event handler": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "javascript: address": re.compile(r"[\"']\s*javascript:", re.IGNORECASE),
    "unescaped text": re.compile(r"\|\s*safe\b|\{%-?\s*autoescape\s+off"),
}
COMMENTS = re.compile(r"/\*.*?\*/|(?<![:\"'])//[^\n]*|\{#.*?#\}|<!--.*?-->", re.DOTALL)
NAMESPACES = re.compile(r"https?://www\.w3\.org/[\w/.#-]*")


def files(folder: str, *endings: str) -> list[Path]:
    """Our own files below a folder, without what npm brought and without migrations."""
    return sorted(
        path
        for path in (ROOT / folder).rglob("*")
        if path.suffix in endings
        and not path.is_relative_to(ROOT / "static" / "vendor")
        and "migrations" not in path.parts
    )


def own_python() -> list[Path]:
    return [path for folder in (*PROJECT, "tests", "deploy") for path in files(folder, ".py")]


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def arrows() -> dict[str, set[str]]:
    """For each module of the project, the modules of the project that it imports."""
    paths = {module_name(path): path for folder in PROJECT for path in files(folder, ".py")}
    found: dict[str, set[str]] = {}
    for name, path in paths.items():
        package = name if path.name == "__init__.py" else name.rpartition(".")[0]
        targets = imported(ast.parse(path.read_text()), package, set(paths))
        found[name] = {target for target in targets if target.split(".")[0] in PROJECT} - {name}
    return found


def imported(tree: ast.Module, package: str, known: set[str]) -> Iterator[str]:
    """Every module that a tree imports, as precisely as the names allow."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = importlib.util.resolve_name("." * node.level + (node.module or ""), package)
            for alias in node.names:
                deeper = f"{base}.{alias.name}"
                yield deeper if deeper in known else base


def room(module: str) -> str | None:
    parts = module.split(".")
    return parts[1] if parts[0] == "boards" and len(parts) > 1 and parts[1] in ROOMS else None


def all_arrows() -> list[tuple[str, str]]:
    return [(source, target) for source, targets in arrows().items() for target in sorted(targets)]


def test_the_walk_sees_the_imports() -> None:
    folders = {(source.split(".")[0], target.split(".")[0]) for source, target in all_arrows()}
    assert {("boards", "boards"), ("boards", "staff")} <= folders


def test_imports_go_from_the_project_to_boards_to_staff_and_never_back() -> None:
    rank = {name: number for number, name in enumerate(PROJECT)}
    back = [
        f"{source} -> {target}"
        for source, target in all_arrows()
        if rank[target.split(".")[0]] < rank[source.split(".")[0]]
    ]
    assert back == []


def test_rooms_use_models_and_staff_and_of_each_other_only_the_screening() -> None:
    wrong = [
        f"{source} -> {target}"
        for source, target in all_arrows()
        if (one := room(source)) and (other := room(target)) and one != other
        if (one, other) not in ROOM_ARROWS
    ]
    assert wrong == []


def test_models_know_no_room() -> None:
    wrong = [
        f"{source} -> {target}"
        for source, target in all_arrows()
        if source.startswith("boards.models") and room(target)
    ]
    assert wrong == []


def test_no_circle_of_imports() -> None:
    circles, done = [], set()
    graph = arrows()

    def visit(module: str, trail: tuple[str, ...]) -> None:
        if module in trail:
            circles.append(" -> ".join((*trail[trail.index(module) :], module)))
        elif module not in done:
            for target in sorted(graph.get(module, ())):
                visit(target, (*trail, module))
            done.add(module)

    for module in graph:
        visit(module, ())
    assert circles == []


def test_no_import_hides_inside_a_function() -> None:
    hidden = [
        f"{short(path)}:{inner.lineno}"
        for folder in PROJECT
        for path in files(folder, ".py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


def test_psycopg_3_is_absent_because_django_would_silently_prefer_it() -> None:
    assert importlib.util.find_spec("psycopg") is None
    assert importlib.util.find_spec("psycopg2") is not None


def requirements(name: str) -> list[str]:
    lines = [line.partition("#")[0].strip() for line in (ROOT / name).read_text().splitlines()]
    return [line for line in lines if line and not line.startswith("-r ")]


def test_requirements_are_few_and_pinned_exactly() -> None:
    pinned = re.compile(r"[A-Za-z0-9_.-]+(\[[a-z,]+\])?==\d[\w.]*")
    runtime = requirements("requirements.txt")
    assert len(runtime) <= MOST_REQUIREMENTS
    everything = runtime + requirements("requirements-dev.txt")
    assert [line for line in everything if not pinned.fullmatch(line)] == []


def test_npm_packages_are_pinned_and_the_lock_names_no_place() -> None:
    package = json.loads((ROOT / "package.json").read_text())
    versions = {**package["dependencies"], **package["devDependencies"]}
    assert [name for name, version in versions.items() if not re.match(r"\d", version)] == []
    assert "resolved" not in (ROOT / "package-lock.json").read_text()


def test_the_manifest_agrees_with_package_json() -> None:
    versions = json.loads((ROOT / "package.json").read_text())["dependencies"]
    rows = json.loads((ROOT / "static" / "vendor.json").read_text())
    assert {row["package"]: row["version"] for row in rows} == versions
    assert all(row["licence"] and len(row["sha256"]) == 64 for row in rows)


def test_the_top_holds_only_what_belongs_there() -> None:
    names = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    stray = {name for name in names - ON_TOP - MADE if not re.fullmatch(r"README(\..+)?", name)}
    assert stray == set()


def variables_read(path: Path) -> set[str]:
    """Names of environment variables that a file reads, by any of our ways of reading."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = ast.unparse(node.func)
            if called.startswith("env_") or called in {"os.environ.get", "os.getenv"}:
                found.add(str(node.args[0].value))
        elif isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
            found.add(ast.unparse(node.slice).strip("'\""))
    return found


@pytest.mark.parametrize("name", ["suwon_board/settings.py", "deploy/gunicorn.conf.py"])
def test_every_setting_is_on_the_operators_page(name: str) -> None:
    variables = variables_read(ROOT / name)
    assert {"SECRET_KEY", "PORT"} & variables
    page = (ROOT / "docs" / "operator.md").read_text()
    assert {variable for variable in variables if f"`{variable}`" not in page} == set()


def test_no_file_of_code_is_longer_than_a_reader_likes() -> None:
    code = [*own_python(), *files("static", ".js")]
    long = {short(path): count for path in code if (count := lines(path)) > LONGEST_FILE}
    assert long == {}


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def without_comments(path: Path) -> str:
    return COMMENTS.sub("", path.read_text())


def test_templates_hold_nothing_inline_and_nothing_unescaped() -> None:
    wrong = [
        f"{short(path)}: {name}"
        for path in files("templates", ".html", ".svg")
        for name, pattern in INLINE.items()
        if pattern.search(re.sub(r"\{#.*?#\}|<!--.*?-->", "", path.read_text(), flags=re.DOTALL))
    ]
    assert wrong == []


def test_pages_styles_and_scripts_load_nothing_from_elsewhere() -> None:
    wrong = [
        short(p) for p in files("templates", ".html", ".svg") if FETCHING.search(p.read_text())
    ]
    for path in files("static", ".css", ".js", ".svg", ".json", ".webmanifest"):
        if path.name == "vendor.json":
            continue
        if re.search(r"https?://", NAMESPACES.sub("", without_comments(path))):
            wrong.append(short(path))
    assert wrong == []


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<script>x</script>", "script without src"),
        ("<p style='color: red'>", "style attribute"),
        ('<button onclick="x()">', "event handler"),
        ("{{ note.text|safe }}", "unescaped text"),
    ],
)
def test_the_patterns_find_what_they_are_for(html: str, fault: str) -> None:
    assert [name for name, pattern in INLINE.items() if pattern.search(html)] == [fault]


def test_a_fetching_tag_is_told_from_a_link_to_follow() -> None:
    assert FETCHING.search('<script src="https://cdn.example/x.js">')
    assert FETCHING.search('<link rel="stylesheet" href="//cdn.example/x.css">')
    assert not FETCHING.search('<a href="https://www.epeople.go.kr/">국민신문고</a>')
    assert not FETCHING.search('<img src="{% static \'a.svg\' %}"><a href="https://x.kr">')

"""Installs the pinned packages of Python and npm, each only when its list changed."""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import vendor
from say import ROOT, Stop, explain, require_writable, tell

VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
NODE_MODULES = ROOT / "node_modules"
OLDEST_NODE = 20
# Finds the packages in half the time that the pip of Python 3.11 takes, which looks through all
# files of all their versions.
PIP = "pip==26.3"
# Large, and hardly any of their modules is ever imported as Python.
LEFT_OUT = "pip|mypy|mypyc|pygments|holidays"
# What .venv and node_modules take together is 700 MB; less makes pip die halfway.
SPACE_NEEDED = 900 * 1024 * 1024


def install(dev: bool, *besides: Callable[[], None]) -> None:
    """Bring .venv, node_modules and static/vendor up to date with their lists.

    What else is to be brought in may come `besides`: each keeps one processor busy.
    """
    if not npm_is_ready(dev):
        require_node()  # before pip takes its minutes
    if not VENV_PYTHON.exists():
        make_environment()
    errands = (partial(python_packages, dev), partial(npm_packages, dev), *besides)
    with ThreadPoolExecutor() as pool:
        for done in [pool.submit(errand) for errand in errands]:
            done.result()
    vendor.install()


def fingerprint(*parts: Path | str) -> str:
    """A checksum of files and words, to notice a change."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.read_bytes() if isinstance(part, Path) else part.encode())
        digest.update(b"\0")
    return digest.hexdigest()


def python_packages(dev: bool) -> None:
    """Install the requirements where their list changed.

    What tests need is a superset of what production needs, so a folder prepared for
    tests is good for running too.
    """
    lists = [ROOT / "requirements.txt", ROOT / "requirements-dev.txt"]
    production = fingerprint(lists[0], sys.version)
    tests = fingerprint(*lists, sys.version)
    stamp = VENV / ".installed"
    kept = stamp.read_text().split() if stamp.exists() else []
    if (tests if dev else production) in kept:
        return
    name = lists[dev].name
    tell(f"Python 패키지를 설치합니다: {name}", f"Installing {name}; a minute or two")
    pip = [VENV_PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-compile"]
    run(
        [*pip, "-r", lists[dev]],
        "Python 패키지를 설치하지 못했습니다. 네트워크와 패키지 저장소 설정을 확인해 주세요.",
        "pip failed.",
    )
    compile_packages()
    stamp.write_text("\n".join([production, tests] if dev else [production]))


def compile_packages() -> None:
    """Compile what was installed and is used by all processors at once, where pip takes one.

    A file that cannot be compiled (some carry templates of code) is not needed either.
    """
    subprocess.run(
        [VENV_PYTHON, "-m", "compileall", "-q", "-j", "0"]
        + ["-x", f"site-packages/(?:{LEFT_OUT})/", VENV / "lib"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def make_environment() -> None:
    """Make .venv with pip inside, by whichever of three ways this machine allows."""
    require_writable(ROOT)
    if shutil.disk_usage(ROOT).free < SPACE_NEEDED and not NODE_MODULES.exists():
        raise Stop("디스크 공간이 900 MB 이상 필요합니다.", "900 MB of free disk are needed.")
    tell("Python 환경을 만듭니다: .venv", "Making .venv")
    if not has_module("venv"):
        install_with_apt("python3-venv")
    shutil.rmtree(VENV, ignore_errors=True)
    failed = ("Python 환경(.venv)을 만들지 못했습니다.", "The venv could not be made.")
    newer = ["install", "--disable-pip-version-check", "--retries", "1", PIP]
    try:
        run([sys.executable, "-m", "venv", "--without-pip", VENV], *failed)
        outside = [sys.executable, "-m", "pip", "--python", VENV_PYTHON, *newer]
        if not has_module("ensurepip"):  # Debian splits it off
            if has_module("pip"):
                run(outside, *failed)  # the one way there is: where it fails, its words tell why
                return
            install_with_apt("python3-venv")
        if succeeds(outside):
            return
        # No pip here, or one too old to fill an environment from outside.
        run([VENV_PYTHON, "-m", "ensurepip"], *failed)
        succeeds([VENV_PYTHON, "-m", "pip", *newer])  # without it all takes longer
    except (Stop, KeyboardInterrupt):
        shutil.rmtree(VENV, ignore_errors=True)
        raise


def succeeds(command: list[str | Path]) -> bool:
    """Whether a program, run quietly, ends well."""
    return subprocess.run(command, cwd=ROOT, capture_output=True).returncode == 0


def has_module(name: str) -> bool:
    """Whether this Python can really use the module, asked anew each time.

    Debian ships an `ensurepip` package without its wheels, so finding it is not enough.
    """
    if name == "ensurepip":
        check = "import ensurepip; ensurepip.version()"
        return succeeds([sys.executable, "-c", check])
    importlib.invalidate_caches()
    return importlib.util.find_spec(name) is not None


def apt_prefix() -> list[str] | None:
    """How apt may be used without asking anybody: as root, by sudo, or not at all."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True).returncode == 0:
        return [sudo, "-n"]
    return None


def install_with_apt(package: str) -> None:
    """Install a Debian package where that is allowed; otherwise say the line to run."""
    line = f"sudo apt-get install -y {package}"
    prefix = apt_prefix()
    if prefix is None:
        raise Stop(
            f"{package}이(가) 필요합니다. 다음을 실행한 뒤 다시 시도해 주세요: {line}",
            f"Run this line, then try again: {line}",
        )
    tell(f"Debian 패키지를 설치합니다: {package}", f"apt-get install {package}")
    failed = (f"{package} 설치에 실패했습니다. 직접 실행해 주세요: {line}", "apt-get failed.")
    apt = [*prefix, "apt-get", "-o", "DPkg::Lock::Timeout=300"]
    run([*apt, "update"], *failed)
    run(
        [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", *apt[len(prefix) :]]
        + ["install", "-y", "--no-install-recommends", package],
        *failed,
    )


def npm_lists() -> tuple[str, str]:
    """The checksums of what production and tests take from npm."""
    lists = [ROOT / "package.json", ROOT / "package-lock.json"]
    return fingerprint(*lists, "production"), fingerprint(*lists, "tests")


def npm_is_ready(dev: bool) -> bool:
    """Whether node_modules is as the lock file says."""
    stamp = NODE_MODULES / ".installed"
    return stamp.exists() and npm_lists()[dev] in stamp.read_text().split()


def npm_packages(dev: bool) -> None:
    """Install node_modules exactly as the lock file says."""
    if npm_is_ready(dev):
        return
    require_writable(ROOT)
    tell("npm 패키지를 설치합니다", "Installing the npm packages")
    run(
        ["npm", "ci", *([] if dev else ["--omit=dev"])],
        "npm 패키지를 설치하지 못했습니다. 네트워크와 npm 저장소 설정을 확인해 주세요.",
        "npm ci failed.",
    )
    production, tests = npm_lists()
    (NODE_MODULES / ".installed").write_text(
        "\n".join([production, tests] if dev else [production])
    )


def require_node() -> None:
    """Stop with a sentence when node or npm is missing or too old."""
    line = "sudo apt-get install -y nodejs npm"
    for tool in ("node", "npm"):
        if not shutil.which(tool):
            raise Stop(
                f"{tool}이(가) 없습니다. Node.js {OLDEST_NODE} 이상을 설치해 주세요 (예: {line}).",
                f"{tool} is missing; install Node.js {OLDEST_NODE} or newer.",
            )
    version = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout.strip()
    major = version.lstrip("v").split(".")[0]
    if not major.isdigit() or int(major) < OLDEST_NODE:
        raise Stop(
            f"Node.js {OLDEST_NODE} 이상이 필요합니다. 지금은 {version}입니다.",
            f"Node.js {OLDEST_NODE} or newer is needed.",
        )


def run(command: list[object], korean: str, english: str) -> None:
    """Run a program quietly; when it fails, show the end of what it said and stop."""
    try:
        done = subprocess.run(
            [str(word) for word in command],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
    except OSError as error:
        raise explain(error, ROOT) from error
    if done.returncode:
        lines = [line for line in done.stdout.splitlines() if line.strip()]
        print("\n".join(lines[-6:]), file=sys.stderr)
        raise Stop(korean, english)

"""`make words`: collects what is marked for translation and compiles the catalogues.

Reads every template and module, brings boards/locale/<language>/LC_MESSAGES/django.po up to date
(new sentences come in empty, those no longer used go) and writes django.mo beside it. Both are
committed, so that nobody needs gettext to run the board. Only Babel is needed, from
requirements-dev.txt.
"""

import io
import sys
from pathlib import Path

from babel.messages import mofile, pofile
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
LOCALE = ROOT / "boards" / "locale"
LANGUAGES = ("en", "vi", "zh_Hans")  # Korean is what the code says
MODULES = ("boards", "staff", "suwon_board")
# The names by which gettext is called in this project, and what is text in their arguments.
CALLS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}


def sources() -> list[tuple[str, str]]:
    """Path from the top and Python source of everything that may hold marked sentences."""
    modules = [path for folder in MODULES for path in (ROOT / folder).rglob("*.py")]
    found = [(path, path.read_text()) for path in modules if "migrations" not in path.parts]
    templates = [(path, path.read_text()) for path in (ROOT / "templates").rglob("*.html")]
    # What stands around the calls is blanked out; only its indentation would trouble a tokenizer.
    found += [
        (path, "\n".join(line.lstrip() for line in templatize(text).splitlines()))
        for path, text in templates
    ]
    return sorted((path.relative_to(ROOT).as_posix(), source) for path, source in found)


def marked() -> Catalog:
    """Every marked sentence with the files that use it."""
    catalog = Catalog(charset="utf-8")
    for name, source in sources():
        lines = io.BytesIO(source.encode())
        for number, sentence, _, context in extract("python", lines, CALLS):
            catalog.add(sentence, locations=[(name, number)], context=context)
    return catalog


def path_of(language: str, ending: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / f"django.{ending}"


def read(language: str) -> Catalog:
    """The catalogue as it is written down; an empty one for a new language."""
    path = path_of(language, "po")
    if not path.exists():
        comment = f"# Words of the public pages: {language}. Edit msgstr, then run `make words`."
        return Catalog(
            locale=language,
            project="board",
            version="1",
            header_comment=comment,
            msgid_bugs_address="the issues of this repository",
            last_translator="see the history",
            language_team=language,
            charset="utf-8",
            fuzzy=False,
        )
    with path.open("rb") as file:
        return pofile.read_po(file, locale=language)


def compiled(catalog: Catalog) -> bytes:
    """What stands in the .mo file of a catalogue; the same bytes for the same words."""
    file = io.BytesIO()
    mofile.write_mo(file, catalog)
    return file.getvalue()


def main() -> int:
    """Bring all catalogues up to date; 1 when sentences wait for their translation."""
    template, waiting = marked(), 0
    for language in LANGUAGES:
        catalog = read(language)
        catalog.update(template, no_fuzzy_matching=True, update_creation_date=False)
        path_of(language, "po").parent.mkdir(parents=True, exist_ok=True)
        with path_of(language, "po").open("wb") as file:
            pofile.write_po(file, catalog, width=0, ignore_obsolete=True, include_lineno=False)
        path_of(language, "mo").write_bytes(compiled(catalog))
        for message in catalog:
            if message.id and not message.string:
                print(f"{language}: {message.id}")
                waiting += 1
    print(f"{len(template)} sentences, {waiting} translations are missing")
    return 1 if waiting else 0


if __name__ == "__main__":
    sys.exit(main())

"""Static files: names with a hash of their content, and served without a look at all of them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import MissingFileError
from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """A page gets scripts of one version together: imports name the hashed files too."""

    support_js_module_import_aggregation = True


class StaticFilesMiddleware(WhiteNoiseMiddleware):
    """WhiteNoise that prepares a file when it is first asked for.

    Typefaces are hundreds of parts, of which visitors' pages take a few: to prepare all took a
    sixth of the time of a start. Which files there are is still fixed at the start.
    """

    def __init__(self, get_response: object = None) -> None:
        self.places: dict[str, str] = {}
        super().__init__(get_response)

    def add_file_to_dictionary(
        self, url: str, path: str, stat_cache: dict[str, object] | None = None
    ) -> None:
        if not self.is_compressed_variant(path, stat_cache=stat_cache):
            self.places[url] = path

    def __call__(self, request: HttpRequest) -> HttpResponse:
        url = request.path_info
        if url in self.places and url not in self.files:
            try:
                self.files[url] = self.get_static_file(self.places[url], url)
            except MissingFileError:  # taken away since the start: not found, as any other
                return self.get_response(request)
        return super().__call__(request)

"""Static files with hashed names, also where one script imports another."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """A page gets scripts of one version together: imports name the hashed files too."""

    support_js_module_import_aggregation = True

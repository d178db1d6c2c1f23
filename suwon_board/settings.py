"""Settings of the board, driven by environment variables only.

Every variable is documented where it is read; one that can't be meant stops with a sentence.
Without any but SECRET_KEY the board runs on SQLite in ``var/``, secure by default.
"""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from suwon_board.environment import (
    env_bool,
    env_database,
    env_key,
    env_level,
    env_list,
    env_networks,
    env_number,
    env_origins,
)

BASE_DIR = Path(__file__).resolve().parent.parent

# DEBUG: 1 for development; 0, the default (of `make run` as well), is production.
DEBUG = env_bool("DEBUG", False)

# DATA_DIR: folder for the SQLite file, photos, the development key. Default: var/.
DATA_DIR = Path(os.environ.get("DATA_DIR") or BASE_DIR / "var")


def secret_key() -> str:
    """SECRET_KEY: at least 50 random characters. Without it the key that `make run` keeps beside
    the data; in development one is made and kept."""
    if key := env_key("SECRET_KEY"):
        return key
    kept = DATA_DIR / "secret_key"
    if not kept.exists():
        if not DEBUG:
            raise ImproperlyConfigured(
                "SECRET_KEY 환경 변수를 50자 이상의 임의 문자열로 정해 주세요."
            )
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        kept.write_text(secrets.token_urlsafe(60))
        kept.chmod(0o600)
    return kept.read_text().strip()


SECRET_KEY = secret_key()

# ALLOWED_HOSTS: names the board answers to, comma-separated.
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")

# BASE_URL: the address visitors reach, for QR codes, e.g. https://board.example.kr
BASE_URL = (env_origins("BASE_URL") or ["http://127.0.0.1:8000"])[0]

# CSRF_TRUSTED_ORIGINS: origins of forms behind a proxy; BASE_URL is always one.
CSRF_TRUSTED_ORIGINS = [BASE_URL, *env_origins("CSRF_TRUSTED_ORIGINS")]

# TRUSTED_PROXIES: addresses or networks whose X-Forwarded-For is believed. Default: none.
TRUSTED_PROXIES = env_networks("TRUSTED_PROXIES")

INSTALLED_APPS = [
    "suwon_board.apps.BoardAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "crispy_forms",
    "staff",
    "boards",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "suwon_board.security.ContentSecurityPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "suwon_board.errors.NotAllowedMiddleware",
    "suwon_board.static_files.StaticFilesMiddleware",
    "suwon_board.security.ReadableMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "staff.sessions.AdminSessionMiddleware",
]

ROOT_URLCONF = "suwon_board.urls"
WSGI_APPLICATION = "suwon_board.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# DATABASE_URL: e.g. postgres://user:password@host/name. Default: SQLite in DATA_DIR.
DATABASES = {"default": env_database("DATABASE_URL", f"sqlite:///{DATA_DIR / 'board.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["ENGINE"] = "suwon_board.sqlite3"
    DATABASES["default"]["OPTIONS"] = {
        # IMMEDIATE: a writer takes the lock at once; without it, concurrent writers fail.
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,  # seconds; a tablet waits 15
        # A note touches some thirty pages, each of which is written whole: small ones (of a new
        # file; an old one keeps its own) cost less. FULL: an acknowledged note survives a power
        # cut. Each thread keeps 600 kB of pages, the system the rest of the file; the log of
        # writes is taken over into the file when it has 4 MB.
        "init_command": "PRAGMA page_size=1024; PRAGMA journal_mode=WAL; "
        "PRAGMA synchronous=FULL; PRAGMA cache_size=-600; PRAGMA wal_autocheckpoint=4000; "
        # What REPLACE takes away is deleted under the trail's guard, too.
        "PRAGMA recursive_triggers=ON;",
    }
# PREPARED_STATEMENTS: 0 behind a pool that gives each transaction another connection of
# PostgreSQL (pgbouncer). Default: 1.
PREPARED_STATEMENTS = env_bool("PREPARED_STATEMENTS", True)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "staff.User"
# Rights come from roles alone; the account arrives with its office.
AUTHENTICATION_BACKENDS = ["staff.backend.RoleBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "staff.passwords.NotTheSameAgain"},
]
# IDLE_MINUTES: minutes without a touch after which the admin logs out (10 to 30). Default: 20.
IDLE_MINUTES = env_number("IDLE_MINUTES", 20, 10, 30)

# TOTP_REQUIRED: 1 makes one-time codes compulsory for every account. Default: 0.
TOTP_REQUIRED = env_bool("TOTP_REQUIRED", False)

LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"

# TRAIL_ANCHOR: file outside the database that `verify_trail` appends to. Default: in DATA_DIR.
TRAIL_ANCHOR = os.environ.get("TRAIL_ANCHOR") or str(DATA_DIR / "trail_anchor.jsonl")

# EMAIL_HOST, EMAIL_PORT, EMAIL_USER, EMAIL_PASSWORD, EMAIL_TLS (1: STARTTLS), EMAIL_FROM: the
# mail server of reminders. Without EMAIL_HOST mails are written to standard output.
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = env_number("EMAIL_PORT", 25, 1, 65535)
EMAIL_HOST_USER = os.environ.get("EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_PASSWORD", "")
EMAIL_USE_TLS = env_bool("EMAIL_TLS", False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM") or "board@localhost"
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"

LANGUAGE_CODE = "ko"
# The words of public pages in the other three: boards/locale/, made by `make words`.
LANGUAGES = [("ko", "한국어"), ("en", "English"), ("zh-hans", "中文"), ("vi", "Tiếng Việt")]
TIME_ZONE = "Asia/Seoul"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
# STATIC_ROOT: where `collectstatic` puts files with hashed names. Default: DATA_DIR/static.
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT") or DATA_DIR / "static")
# Photos are never served from the open web; a view checks who may see them.
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "suwon_board.static_files.HashedStaticFilesStorage"
    },
}

CRISPY_ALLOWED_TEMPLATE_PACKS = ["krds"]
CRISPY_TEMPLATE_PACK = "krds"
CRISPY_FAIL_SILENTLY = False

# HTTPS: 1 (the default outside development) when visitors reach the board by https.
HTTPS = env_bool("HTTPS", not DEBUG)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_AGE = 8 * 3600
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "suwon_board.errors.form_from_elsewhere"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"

# One note is small; anything larger is refused before it is read.
DATA_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

# LOG_LEVEL: DEBUG, INFO (the default), WARNING, ERROR or CRITICAL. Lines are JSON on standard
# error, without text of notes.
LOG_LEVEL = env_level("LOG_LEVEL", "INFO")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "suwon_board.logs.JsonFormatter"}},
    "filters": {"secrets": {"()": "suwon_board.logs.WithoutSecrets"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["secrets"]}
    },
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": [], "level": LOG_LEVEL},
        # Addresses of pages that were not found may hold a receipt code: errors only.
        "django.request": {"handlers": [], "level": "ERROR"},
        # The server for development names each address.
        "django.server": {"handlers": [], "level": LOG_LEVEL, "propagate": True},
    },
}

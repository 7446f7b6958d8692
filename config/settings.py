"""Settings: everything that differs between machines comes from the environment (see .env.example)."""

import secrets
import sys
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from kombu import Exchange, Queue

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))


def read_or_make_secret(path: Path) -> str:
    """The secret of this installation: made once, readable by its owner only."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text().strip()


DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or read_or_make_secret(VAR_DIR / "secret_key")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "django_filters",
    "simple_history",
    "axes",
    "tracker",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'tracker.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE: a transaction that will write waits for its turn at the start instead of failing half-way.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
else:
    # One connection a process is enough under sync workers; a pool would not outlive the fork of a Celery worker.
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# --- Languages and time -----------------------------------------------------------------------------------------
LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", "한국어"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "tracker" / "locale"]
TIME_ZONE = "Asia/Seoul"
USE_I18N = True
USE_TZ = True

# --- Who may do what --------------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "overview"
LOGOUT_REDIRECT_URL = "overview"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "errors/lockout.html"
AXES_RESET_ON_SUCCESS = True

# --- Security headers -------------------------------------------------------------------------------------------
# plotly measures text with an empty style element; the hash below is the SHA-256 of the empty string.
EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
# plotly.js brings a style sheet for maps, which no chart of ours uses; its hash keeps the console free of complaints.
PLOTLY_MAP_STYLE = "'sha256-ji27qzEtxXZW+7dun6UwjHXJ18e6WAin1VvNtkzIE/o='"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF, EMPTY_STYLE, PLOTLY_MAP_STYLE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
# Hosts whose pages may show a timeline in a frame (as frame-ancestors writes them), or *; nobody by default.
ALLOW_EMBED = env.list("ALLOW_EMBED", default=[])
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
HTTPS = env.bool("HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None

# --- Static files -----------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "config.plotly_static.PlotlyFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG

# --- Queue: the database is the truth, the broker only a bell ---------------------------------------------------
CELERY_BROKER_URL = env.str("REDIS_URL", default=f"redis+socket://{VAR_DIR / 'broker.sock'}?virtual_host=0")
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "global_keyprefix": env.str("BROKER_KEY_PREFIX", default="tracker:"),
    "visibility_timeout": 1800,
    "unacked_restore_interval": 2,
    "unacked_restore_throttle": 1,
    "socket_timeout": 10,
    "socket_connect_timeout": 3,
    "retry_on_timeout": True,
    # A request that accepts an article must not wait for a broker that is away.
    "max_retries": 1,
    "interval_start": 0,
    "interval_max": 0.2,
}
if CELERY_BROKER_URL.startswith("filesystem:"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(VAR_DIR / "queue"),
        "data_folder_out": str(VAR_DIR / "queue"),
        "control_folder": str(VAR_DIR / "queue-control"),
    }
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_IMPORTS = [
    f"tracker.tasks.{name}"
    for name in ("fetch", "parse", "extract", "merge", "sweep", "promises", "tally", "poll", "backfill")
]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 2000
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 600_000  # kB; a child that has grown beyond is replaced after its task
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_TASK_TIME_LIMIT = env.int("TASK_TIME_LIMIT", default=50)
CELERY_TASK_SOFT_TIME_LIMIT = env.int("TASK_SOFT_TIME_LIMIT", default=40)
CELERY_TASK_DEFAULT_QUEUE = "process"
# An exchange of its own for each: on a common one every message would go to all three.
CELERY_TASK_QUEUES = [Queue(name, Exchange(name), routing_key=name) for name in ("process", "fetch", "poll")]
# Fetching waits for other people's servers and polling keeps the clock: neither may stand behind a long article.
CELERY_TASK_ROUTES = {
    "tracker.fetch": {"queue": "fetch"},
    "tracker.sweep": {"queue": "poll"},
    "tracker.rounds": {"queue": "poll"},
    "tracker.backfill_sweep": {"queue": "poll"},
    "tracker.poll": {"queue": "poll"},
    "tracker.promises": {"queue": "poll"},
    "tracker.tally": {"queue": "poll"},
    "tracker.*": {"queue": "process"},
}
CELERY_TIMEZONE = TIME_ZONE
LEASE_SECONDS = env.int("LEASE_SECONDS", default=60)  # longer than the hard time limit: a lease outlives its task
RING_AGAIN_SECONDS = env.float("RING_AGAIN_SECONDS", default=30)
SWEEP_SECONDS = env.float("SWEEP_SECONDS", default=10)
HEARTBEAT_SECONDS = env.float("HEARTBEAT_SECONDS", default=15)
MAX_TRIES = 3
ROUNDS_SECONDS = env.float("ROUNDS_SECONDS", default=20)
# What has fallen due is looked for at once, and again once a day; this is how often to see whether there is any.
PROMISES_SECONDS = env.float("PROMISES_SECONDS", default=60)
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "tracker.sweep", "schedule": SWEEP_SECONDS},
    "rounds": {"task": "tracker.rounds", "schedule": ROUNDS_SECONDS},
    "backfill_sweep": {"task": "tracker.backfill_sweep", "schedule": ROUNDS_SECONDS},
    "promises": {"task": "tracker.promises", "schedule": PROMISES_SECONDS},
    "tally": {"task": "tracker.tally", "schedule": PROMISES_SECONDS},
}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")

# --- What readers may see, what may be uploaded -----------------------------------------------------------------
PUBLIC_FULL_TEXT = env.bool("PUBLIC_FULL_TEXT", default=False)
EXCERPT_SENTENCES = env.int("EXCERPT_SENTENCES", default=1)
MAX_UPLOAD_BYTES = env.int("MAX_UPLOAD_BYTES", default=5_000_000)
MAX_UPLOAD_FILES = env.int("MAX_UPLOAD_FILES", default=100)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * MAX_UPLOAD_BYTES
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a sector is edited together with its hundreds of words
ALLOW_PRIVATE_FETCH = env.list("ALLOW_PRIVATE_FETCH", default=[])  # host names of an intranet that may be fetched
FETCH_CONTACT = env.str("FETCH_CONTACT", default="")
HOST_PAUSE_SECONDS = max(env.float("HOST_PAUSE_SECONDS", default=1.5), 1.5)  # between two requests to one server
UPLOAD_DIR = Path(env.str("UPLOAD_DIR", default=str(VAR_DIR / "uploads")))  # all workers must see it
MAX_BUNDLE_BYTES = env.int("MAX_BUNDLE_BYTES", default=200_000_000)
BACKFILL_CHUNK_BYTES = env.int("BACKFILL_CHUNK_BYTES", default=16_000_000)
WORKER_HEADROOM_MB = env.int("WORKER_HEADROOM_MB", default=1000)  # memory that one task may take; 0: no limit

# --- What is seen from outside while it runs --------------------------------------------------------------------
# Without a token there is no page of metrics: behind a proxy every visitor would seem to come from this machine.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
READY_WAITING_SECONDS = env.float("READY_WAITING_SECONDS", default=900)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # probes speak to the server itself, not to its proxy
IN_TERMINAL = Path(sys.argv[0]).name in ("manage.py", "demo.py")
LOG_FORMAT = env.str("LOG_FORMAT", default="plain")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"article": {"()": "tracker.tasks.log.WithArticle"}},
    "formatters": {
        "plain": {"format": "{asctime} {levelname} {name} [{article} {stage}] {message}", "style": "{"},
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "{asctime}{levelname}{name}{message}{article}{stage}{attempt}{process}",
            "style": "{",
            "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
            "json_ensure_ascii": False,
        },
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "json" if LOG_FORMAT == "json" else "plain",
            "filters": ["article"],
        }
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
    # A command has its own words for the person at the terminal.
    "loggers": {"tracker": {"level": env.str("LOG_LEVEL", default="WARNING" if IN_TERMINAL else "INFO")}},
}


# Words of the interface that settings need before the catalog of messages is loaded.
SITE_NAME = _("스마트 산업 트래커")

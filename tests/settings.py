"""The product's settings, for tests: a temporary folder, no broker, plain static files, nothing of the machine's own.

TEST_DATABASE_URL names another database than SQLite; a test database is made beside it, as Django does.
TEST_REDIS_URL names another broker than the embedded one, on which only keys with a prefix of our own are touched.
"""

import os
import re
import tempfile
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).resolve().parent.parent
# Short, because the path of a unix socket may lie in it.
FOLDER = Path(tempfile.mkdtemp(prefix="tracker-tests-"))
# Of the process that was started; those among which it deals the tests out find here what one of them has prepared.
SHARED = Path(os.environ.setdefault("TRACKER_TEST_SHARED", str(FOLDER)))
DATABASE_URL = os.environ.get("TEST_DATABASE_URL") or f"sqlite:///{FOLDER / 'tracker.sqlite3'}"
OWN = {
    "VAR_DIR": str(FOLDER),
    "SECRET_KEY": "for tests only, and long enough that nobody complains about it",
    "DATABASE_URL": DATABASE_URL,
    # Nobody listens there: a test that wants a broker starts one.
    "REDIS_URL": os.environ.get("TEST_REDIS_URL") or f"redis+socket://{FOLDER / 'broker.sock'}?virtual_host=0",
    "BROKER_KEY_PREFIX": f"tracker-test-{os.getpid()}:",
}
# Whatever a machine's environment or .env says must not decide what tests find.
DOCUMENTED = re.findall(r"^#? ?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)

with mock.patch.dict(os.environ), mock.patch("environ.Env.read_env"):
    for _name in DOCUMENTED:
        os.environ.pop(_name, None)
    os.environ.update(OWN)
    from config.settings import *
    from config.settings import DATABASES

if DATABASE_URL.startswith("sqlite"):
    # A file: threads of one test share it as processes do, which a database in memory cannot.
    DATABASES["default"]["TEST"] = {"NAME": str(FOLDER / "test.sqlite3")}

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # fast; nobody's password is in there

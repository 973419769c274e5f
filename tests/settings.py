"""Settings of the tests: the project's own, the same on SQLite and PostgreSQL.

Only DATABASE_URL is taken from outside. Data goes to a throw-away folder (tests never write into
the tree), and what a production address switches on that would turn away the test client's plain
http is switched off again; tests/newsroom/test_settings.py looks at the real settings.
"""

import atexit
import os
import shutil
import tempfile

_data = tempfile.mkdtemp(prefix="newsroom-tests-")
atexit.register(shutil.rmtree, _data, ignore_errors=True)
# Before the project's settings read them.
os.environ["NEWSROOM_DATA"] = _data
os.environ["NEWSROOM_SITE_URL"] = "https://news.example.com"
os.environ["SECRET_KEY"] = "only-for-tests-" * 4
os.environ.pop("DEBUG", None)

from newsroom.settings import *  # noqa: E402

SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
STATIC_ROOT.mkdir(exist_ok=True)
# Else each test client reads through some thousand static files before its first request.
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# A thread that writes by itself would write into whichever test runs just then.
NEWSROOM_VIEWS_FLUSH_SECONDS = 0

"""Who visits: strangers, readers with an account, editors."""

from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.models import Group, User
from playwright.sync_api import BrowserContext

from tests.browser.site import Site

PASSWORD = "마흔두 개의 낱말"


def make_visitor(name: str, *, editor: bool) -> User:
    """An account that can log in at the site: its hash is one that the product's settings know."""
    user, created = User.objects.get_or_create(username=name)
    if created:
        # Few rounds: the product makes the hash anew at the first login.
        user.password = PBKDF2PasswordHasher().encode(PASSWORD, "salt", iterations=1000)
        user.save()
    if editor:
        user.groups.add(Group.objects.get(name="editors"))
    return user


def sign_in(context: BrowserContext, user: User, site: Site) -> None:
    """What the login form does, without its page."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.set_expiry(timedelta(hours=1))
    session.save()
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": site.address}])


def prefer_language(context: BrowserContext, language: str, site: Site) -> None:
    """What the language switch leaves behind."""
    context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": site.address}])

"""What all tests share: the product's settings for child processes, and a database with the catalog in it."""

import os
import shutil
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import pytest_django.fixtures
from django.conf import settings
from django.core.cache import cache

from tests.databases import copy_of_template, drop_template, has_template, keep_template, one_at_a_time, use_template
from tests.dealing import longest_first, scheduler
from tests.settings import FOLDER

# pytest-django sets up the databases of marked tests only; `live_database` needs the database without the mark, since
# the mark would wrap it in a transaction that no other process could see into.
pytest_django.fixtures._get_databases_for_setup = lambda items: ({"default"}, set())


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if hasattr(config, "workerinput"):  # one of several processes
        longest_first(items)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    return scheduler(config, log)


def pytest_unconfigure() -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)


@pytest.fixture(autouse=True)
def _nothing_is_remembered() -> None:
    """Rows that a test has written are rolled back without the cache hearing of it."""
    cache.clear()


@pytest.fixture(scope="session", autouse=True)
def _children_use_the_products_settings() -> Iterator[None]:
    """Programs that tests start are the product's own: they must not find the settings of the tests."""
    given = os.environ.pop("DJANGO_SETTINGS_MODULE", None)
    yield
    if given is not None:
        os.environ["DJANGO_SETTINGS_MODULE"] = given


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[None]:
    """The migrated test database with the catalog loaded, as a new installation has it."""
    with django_db_blocker.unblock():
        with one_at_a_time():
            if has_template():
                use_template()
            else:
                request.getfixturevalue("django_db_setup")  # that of pytest-django
                _load_catalog()
                keep_template()
        yield
        drop_template()


def _load_catalog() -> None:
    from tracker.pipeline.link.catalog import load_default_catalog
    from tracker.store.catalog_load import store_catalog

    store_catalog(load_default_catalog())


@pytest.fixture
def live_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """A database as a new installation has it, seen by all threads of the test and, by its URL, by other processes."""
    with django_db_blocker.unblock(), copy_of_template() as url:
        yield url


@pytest.fixture(autouse=True)
def _lexicon_of_the_loaded_catalog(request: pytest.FixtureRequest) -> Iterator[None]:
    """The lexicon is kept by the version of the catalog, and a version that a test has counted up is rolled back:
    the next test may reach the same version with other names."""
    yield
    if "tracker.store.catalog" in sys.modules:
        from tracker.store import catalog

        for version in [version for version in catalog._lexicons if version != 1]:
            del catalog._lexicons[version]


@pytest.fixture(scope="session")
def on_postgres() -> bool:
    return settings.DATABASES["default"]["ENGINE"].endswith("postgresql")

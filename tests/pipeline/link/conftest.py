from pathlib import Path

import pytest

from tracker.pipeline.link.catalog import load_catalog
from tracker.pipeline.link.index import CatalogIndex, build_index

FOLDER = Path(__file__).parent / "catalog"


@pytest.fixture(scope="session")
def index() -> CatalogIndex:
    """A small catalog made for these tests; see the files beside."""
    return build_index(load_catalog(FOLDER))

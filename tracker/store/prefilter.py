"""The filter for archives, made of the catalog as it is now."""

from itertools import chain

from tracker.models import Affiliation, CatalogState, GroupName, OrganizationName, SectorWord, Strength
from tracker.pipeline.discover.prefilter import Prefilter

_made: dict[int, Prefilter] = {}


def current_prefilter() -> Prefilter:
    """Kept by the version of the catalog, as making one takes some tenths of a second."""
    version = CatalogState.objects.values_list("version", flat=True).first() or 0
    if version not in _made:
        _made.clear()
        _made[version] = _make()
    return _made[version]


def _make() -> Prefilter:
    words = list(SectorWord.objects.values_list("word", "strength"))
    affiliates = Affiliation.objects.values("organization")
    names = chain(
        GroupName.objects.values_list("name", flat=True),
        OrganizationName.objects.filter(organization__in=affiliates).values_list("name", flat=True),
    )
    strong = [word for word, strength in words if strength == Strength.STRONG]
    return Prefilter(strong, [word for word, strength in words if strength != Strength.STRONG], names)

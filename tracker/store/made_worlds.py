"""A made-up world, written part by part. Each part is one transaction together with the note of how far it has come, so
that an interruption leaves whole parts, and the next call goes on after them.

Its articles belong to a source of sample text, by whose name and numbers the world is known: articles it has in all
(`last_found`) and articles written so far (`last_new`)."""

from collections.abc import Iterator

from django.db import transaction

from tracker.models import Article, Initiative, Source, SourceKind
from tracker.store.copy_rows import alone_with, raise_sequences
from tracker.store.made_cast import find_cast, write_cast
from tracker.store.made_parts import WRITTEN, PartWriter
from tracker.worlds.cast import make_cast
from tracker.worlds.records import ARTICLES, INITIATIVES, PART, World
from tracker.worlds.stories import Maker

MADE = "만들어 낸 세계"


class NotWritten(Exception):
    """The database cannot take the world; the message says why and what to do."""


def name_of(world: World) -> str:
    return f"{MADE} (seed {world.seed}, ×{world.scale:g})"


def parts_written(world: World) -> int:
    """How many parts of this world the database holds."""
    source = Source.objects.filter(kind=SourceKind.SAMPLE, name=name_of(world)).first()
    if source is None:
        return 0
    return world.parts if source.last_new >= source.last_found else source.last_new * INITIATIVES // ARTICLES // PART


def begin_world(world: World, *, among_others: bool) -> int:
    """Writes groups and organizations, unless they are there; returns how many parts are written already. Raises
    NotWritten where there is anything else: another world, or articles of any kind unless `among_others`."""
    made = Source.objects.filter(kind=SourceKind.SAMPLE, name__startswith=MADE)
    other = made.exclude(name=name_of(world)).first()
    if other is not None:
        raise NotWritten(f"This database holds another made-up world: {other}. Take a new database for each.")
    if made.exists():
        return parts_written(world)
    if not among_others and (Article.objects.exists() or Initiative.objects.exists()):
        raise NotWritten(
            f"This database holds {Article.objects.count()} articles, and what is made up would stand among them. Set "
            "DATABASE_URL to a new database and run 'manage.py migrate' first, or say --among-real-articles."
        )
    with transaction.atomic():
        write_cast(make_cast(world.seed))
        Source.objects.create(kind=SourceKind.SAMPLE, name=name_of(world), last_found=world.articles)
    return 0


def write_parts(world: World, first: int, last: int) -> Iterator[int]:
    """Writes the parts [first, last); yields how many initiatives each had, after it was stored."""
    cast = make_cast(world.seed)
    maker, found = Maker(world, cast), find_cast(cast)
    for number in range(first, last):
        stories = maker.make_part(number)
        with transaction.atomic():
            alone_with(WRITTEN)
            source = Source.objects.select_for_update().get(kind=SourceKind.SAMPLE, name=name_of(world))
            if parts_written(world) != number:
                raise NotWritten("Another process writes this world. Let it end, or stop it; then run this again.")
            PartWriter(found, source, world.seed).write(stories)
            raise_sequences(WRITTEN)
            written = source.last_new + sum(len(story.articles) for story in stories)
            Source.objects.filter(pk=source.pk).update(last_new=written)
        yield len(stories)

"""What people say of a machine's facts. Every judgement is kept with its author (history) and can be withdrawn."""

from django.contrib.auth.models import AbstractUser

from tracker.models import Initiative, Milestone, Participation, Review
from tracker.store.initiatives import refresh_initiative

Fact = Participation | Milestone | Initiative


def accept_fact(fact: Fact, user: AbstractUser) -> None:
    """Vouches for a fact: it stands even if no later reading states it."""
    _judge(fact, Review.ACCEPTED, user)


def reject_fact(fact: Fact, user: AbstractUser) -> None:
    """Takes a fact off every page. The row stays, so that no later reading brings it back."""
    _judge(fact, Review.REJECTED, user)


def withdraw_judgement(fact: Fact, user: AbstractUser) -> None:
    """Back to what the machine read."""
    _judge(fact, Review.MACHINE, user)


def _judge(fact: Fact, review: str, user: AbstractUser) -> None:
    fact.review = review
    # simple-history takes the author from the request; commands and tests have none.
    fact._history_user = user  # type: ignore[union-attr]
    fact.save()
    refresh_initiative(fact if isinstance(fact, Initiative) else fact.initiative)

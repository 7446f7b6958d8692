"""What fetching says when it does not bring anything. Every message names the address."""


class FetchRefused(Exception):
    """The address cannot or must not be fetched, now or later; the message names it and the remedy."""


class FetchFailed(Exception):
    """It did not work this time; the message names the address and what happened."""


class ServerBusy(FetchFailed):
    """429 or 503. retry_after: seconds for which the server asked not to be asked, None where it did not say."""

    def __init__(self, words: str, retry_after: float | None) -> None:
        super().__init__(words)
        self.retry_after = retry_after


class FetchGone(FetchRefused):
    """410: the server says that there will never be anything at this address again."""

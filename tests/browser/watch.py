"""Watches what a page does behind what it shows: errors, refusals of the security policy, requests to strangers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Request, WebError


class Watch:
    def __init__(self, address: str) -> None:
        self.address = address
        self.complaints: list[str] = []
        self.navigations: list[str] = []
        # What htmx says of a request that the next choice of a filter has overtaken; failures have other names.
        self.allowed: tuple[str, ...] = ("htmx:afterRequest", "htmx:sendAbort")
        self._listeners: dict[str, Callable[..., None]] = {
            "console": self._console,
            "weberror": self._error,
            "request": self._request,
            "dialog": self._dialog,
        }

    def over(self, context: BrowserContext) -> None:
        """For the whole life of the context."""
        for event, listen in self._listeners.items():
            context.on(event, listen)  # type: ignore[call-overload]

    @contextmanager
    def during(self, context: BrowserContext) -> Iterator[None]:
        """For a part of it."""
        self.over(context)
        yield
        for event, listen in self._listeners.items():
            context.remove_listener(event, listen)

    def _dialog(self, dialog: Dialog) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _error(self, error: WebError) -> None:
        self.complaints.append(f"script: {error.error}")

    def allow(self, *texts: str) -> None:
        """Messages of the console with one of these texts are what the test is about."""
        self.allowed += texts

    def _console(self, message: ConsoleMessage) -> None:
        # Refusals of the Content-Security-Policy are errors too.
        if message.type in ("error", "warning") and not any(text in message.text for text in self.allowed):
            self.complaints.append(f"console: {message.text} ({message.location.get('url')})")

    def _request(self, request: Request) -> None:
        if request.is_navigation_request():
            self.navigations.append(request.url)
        if not request.url.startswith((self.address + "/", "data:", "blob:")):
            self.complaints.append(f"request to a stranger: {request.url}")

"""Watches what a page does behind what it shows: errors, refusals of the security policy, requests to strangers."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Request


class Watch:
    def __init__(self, address: str) -> None:
        self.address = address
        self.complaints: list[str] = []
        self.navigations: list[str] = []
        # What htmx says of a request that the next choice of a filter has overtaken; failures have other names.
        self.allowed: tuple[str, ...] = ("htmx:afterRequest", "htmx:sendAbort")

    def over(self, context: BrowserContext) -> None:
        context.on("console", self._console)
        context.on("weberror", lambda error: self.complaints.append(f"script: {error.error}"))
        context.on("request", self._request)
        context.on("dialog", lambda dialog: (self.complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))

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

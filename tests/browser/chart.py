"""What plotly has drawn, as a person sees it: marks, titles and labels, the years of the axis.

The scripts name their traces (`uid`); plotly writes the names into the classes of what it draws.
"""

from playwright.sync_api import Locator, Page, expect

DRAWING_MS = 20_000  # plotly.js is large, and cores are shared


class Chart:
    def __init__(self, page: Page) -> None:
        self.plot = page.locator("[data-timeline]")
        self.marks = self.plot.locator('g.trace[class*="tracemarks-"] path.point')
        self.titles = self.plot.locator("g.tracetitles text")
        self.lanes = self.plot.locator(".annotation text")

    def wait(self) -> "Chart":
        expect(self.plot.locator("path.point").first).to_be_attached(timeout=DRAWING_MS)
        return self

    def click(self, mark: Locator) -> None:
        """Where a person sees the mark: what catches the click is plotly's own layer above it."""
        mark.scroll_into_view_if_needed()
        mark.click(force=True)

    def years(self) -> list[str]:
        """The labels under the chart that lie within its frame."""
        return self.plot.locator(".xtick text").all_text_contents()


def entry_ids(page: Page) -> list[str]:
    """The ids of the entries of the list, in their order."""
    return list(page.locator("[data-entry]").evaluate_all("rows => rows.map(row => row.dataset.entry)"))

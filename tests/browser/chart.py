"""What plotly has drawn, as a person sees it: marks with letters, labels, the years of the axis."""

from playwright.sync_api import Locator, Page, expect

DRAWING_MS = 20_000  # plotly.js is large, and cores are shared


class Chart:
    def __init__(self, page: Page) -> None:
        self.plot = page.locator("[data-timeline], [data-network]")
        # Marks are drawn with a letter, the frames around overdue ones without.
        lettered = self.plot.locator("g.trace", has=page.locator("g.textpoint"))
        self.marks = lettered.locator("path.point")
        self.letters = self.plot.locator("g.textpoint")
        # Handles that catch the pointer in the middle of an edge; the edge itself is a line.
        self.edges = self.plot.locator('path.point[style*="opacity: 0;"]')

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

    def ink(self) -> str:
        return str(self.plot.locator(".ytick text").first.evaluate("label => getComputedStyle(label).fill"))


def entry_ids(page: Page) -> list[str]:
    """The ids of the entries of the list, in their order."""
    return list(page.locator("[data-entry]").evaluate_all("rows => rows.map(row => row.dataset.entry)"))

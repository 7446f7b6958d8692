"""The admin as an editor's browser uses it: pages are opened, their forms filled in and sent with all their fields."""

from dataclasses import dataclass, field
from html import unescape
from typing import Any

from django.test import Client
from lxml import html

ADMIN = "/admin/tracker"


@dataclass
class Page:
    """A page that the server answered; `fields` are those of its main form, to be changed before it is sent."""

    client: Client
    address: str
    status: int
    text: str
    fields: dict[str, Any] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """What can be read on the page."""
        return " ".join(html.fromstring(self.text).text_content().split())

    @property
    def messages(self) -> list[str]:
        return self._texts('//ul[contains(@class, "messagelist")]/li')

    @property
    def errors(self) -> list[str]:
        return self._texts('//ul[contains(@class, "errorlist")]/li')

    @property
    def rows(self) -> list[str]:
        """The lines of the list, each as its words."""
        return self._texts('//*[@id="result_list"]/tbody/tr')

    def titles(self, column: str) -> list[str]:
        return self._texts(f'//*[@id="result_list"]/tbody//*[contains(@class, "field-{column}")]')

    def _texts(self, path: str) -> list[str]:
        return [" ".join(one.text_content().split()) for one in html.fromstring(self.text).xpath(path)]

    def row_of(self, prefix: str, name: str, value: object) -> int:
        """The number of the line among the parts `prefix` (participations, milestones, …) whose field has the value."""
        total = int(self.fields[f"{prefix}-TOTAL_FORMS"])
        return next(n for n in range(total) if self.fields.get(f"{prefix}-{n}-{name}") == str(value))

    def add_row(self, prefix: str, **values: object) -> None:
        """What the page's script does when "add another" is pressed."""
        number = int(self.fields[f"{prefix}-TOTAL_FORMS"])
        self.fields[f"{prefix}-TOTAL_FORMS"] = str(number + 1)
        self.fields |= {f"{prefix}-{number}-{name}": str(value) for name, value in values.items()}

    def save(self, **changes: object) -> "Page":
        page = send(self.client, self.address, {**self.fields, **changes, "_save": "저장"})
        assert page.status == 200, page.text
        return page


def open_page(client: Client, address: str, **query: str) -> Page:
    answer = client.get(address, query, follow=True)
    return _page(client, answer, address)


def send(client: Client, address: str, fields: dict[str, Any]) -> Page:
    return _page(client, client.post(address, fields, follow=True), address)


def open_list(client: Client, noun: str, **query: str) -> Page:
    return open_page(client, f"{ADMIN}/{noun}/", **query)


def open_row(client: Client, row: Any) -> Page:
    return open_page(client, f"{ADMIN}/{row._meta.model_name}/{row.pk}/change/")


def open_history(client: Client, row: Any) -> Page:
    return open_page(client, f"{ADMIN}/{row._meta.model_name}/{row.pk}/history/")


def act(client: Client, action: str, *rows: Any, **more: object) -> Page:
    """Ticks the rows in their list and runs the action."""
    chosen = {"action": action, "_selected_action": [row.pk for row in rows], "index": "0"}
    return send(client, f"{ADMIN}/{rows[0]._meta.model_name}/", {**chosen, **more})


def _page(client: Client, answer: Any, address: str) -> Page:
    text = answer.content.decode()
    return Page(client, address, answer.status_code, text, _fields(text))


def _fields(text: str) -> dict[str, Any]:
    forms = [form for form in html.fromstring(text).forms if (form.get("id") or "").endswith("_form")]
    fields: dict[str, Any] = {}
    for name, value in forms[0].form_values() if forms else []:
        if name in fields:
            fields[name] = [*fields[name], value] if isinstance(fields[name], list) else [fields[name], value]
        else:
            fields[name] = unescape(value)
    # A browser sends an empty field as well, which form_values leaves out.
    for one in forms[0].xpath(".//input[@type='text' or @type='number' or @type='url']") if forms else []:
        fields.setdefault(one.name, "")
    return {name: value for name, value in fields.items() if "__prefix__" not in name}

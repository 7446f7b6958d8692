"""Names and memberships, each with the days between which it holds."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tracker.admin.bases import Inline, RowForm, RowFormSet


class PeriodForm(RowForm):
    """A row that holds from one day until another."""

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        since, until = values.get("since"), values.get("until")
        if since and until and until <= since:
            words = _("'까지'(%(until)s)는 '부터'(%(since)s)보다 늦어야 합니다.")
            self.add_error("until", ValidationError(words, params={"until": until, "since": since}))
        return values


class PeriodFormSet(RowFormSet):
    def clean(self) -> None:
        """Refuses two rows that say the same: Django looks for them only where every column has a value."""
        super().clean()
        seen = set()
        for form in self.forms:
            values = getattr(form, "cleaned_data", {})
            named = values.get("name") or values.get("group")
            identity = (named, values.get("language"), values.get("since"))
            if named and identity in seen:
                raise ValidationError(
                    _("'%(name)s'이(가) 같은 날부터 두 번 있습니다. 한 줄만 두세요."), params={"name": named}
                )
            seen.add(identity)


class PeriodInline(Inline):
    form = PeriodForm
    formset = PeriodFormSet
    extra = 0
    can_delete = False  # the next catalog would bring it back: reject it instead

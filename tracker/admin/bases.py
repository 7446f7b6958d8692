"""The base classes as mypy and Python each need them: Django's are generic in the stubs only."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin

if TYPE_CHECKING:
    Inline = admin.TabularInline[Any, Any]
    Admin = admin.ModelAdmin[Any]
    RowForm = forms.ModelForm[Any]
    HistoryAdmin = admin.ModelAdmin[Any]
else:
    from simple_history.admin import SimpleHistoryAdmin

    HistoryAdmin = SimpleHistoryAdmin
    Inline = admin.TabularInline
    Admin = admin.ModelAdmin
    RowForm = forms.ModelForm

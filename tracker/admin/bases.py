"""The base classes as mypy and Python each need them: Django's are generic in the stubs only."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin

if TYPE_CHECKING:
    Inline = admin.TabularInline[Any, Any]
    Admin = admin.ModelAdmin[Any]
    RowForm = forms.ModelForm[Any]
    RowFormSet = forms.BaseInlineFormSet[Any, Any, Any]
    ChoiceOfRow = forms.ModelChoiceField[Any]
else:
    Inline = admin.TabularInline
    Admin = admin.ModelAdmin
    RowForm = forms.ModelForm
    RowFormSet = forms.BaseInlineFormSet
    ChoiceOfRow = forms.ModelChoiceField

"""What belongs to no noun: how this is made, the theme, and the pages for what went wrong."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from tracker.models import MilestoneKind, OrganizationKind, Role, Sector, Status
from tracker.templatetags.words import THEMES


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    context = {
        "kinds": MilestoneKind,
        "organization_kinds": OrganizationKind,
        "roles": Role,
        "statuses": Status,
        "sectors": Sector.objects.all(),
    }
    return render(request, "tracker/about/page.html", context)


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keeps the reader's choice of light or dark; anything else follows the system."""
    chosen, back = request.POST.get("theme", ""), request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = redirect(back if safe else "overview")
    if chosen in THEMES:
        response.set_cookie("theme", chosen, max_age=31_536_000, samesite="Lax", httponly=True, secure=settings.HTTPS)
    else:
        response.delete_cookie("theme")
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Written without request or database: either may be what is broken."""
    return HttpResponseServerError(render_to_string("errors/500.html"))

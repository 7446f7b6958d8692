"""What can be taken away of a page has the address of the page with a file's name behind it."""

from django.urls import path

from tracker.views import calendars, embeds, exports, feeds, palette

PAGES = {
    "group": "groups/<slug:slug>/",
    "organization": "organizations/<slug:slug>/",
    "group_partnerships": "groups/<slug:slug>/partnerships/",
    "organization_partnerships": "organizations/<slug:slug>/partnerships/",
    "organization_timeline": "organizations/<slug:slug>/timeline/",
    "initiative_timeline": "initiatives/<slug:public_id>/timeline/",
    "timeline": "timeline/",
    "market": "partnerships/",
    "initiatives": "initiatives/",
    "promises": "promises/",
    "articles": "articles/",
    "search": "search/",
}

urlpatterns = [
    *(
        path(f"{page}export.<str:form>", exports.export, {"view": view}, name=f"export_{view}")
        for view, page in PAGES.items()
    ),
    *(path(f"{PAGES[view]}feed.atom", feeds.feed, {"view": view}, name=f"feed_{view}") for view in feeds.FEEDS),
    path("promises/calendar.ics", calendars.promise_calendar, name="promise_calendar"),
    path("embed/groups/<slug:slug>/", embeds.embed, {"view": "group"}, name="embed_group"),
    path("embed/organizations/<slug:slug>/", embeds.embed, {"view": "organization"}, name="embed_organization"),
    path("palette/", palette.palette, name="palette"),
]

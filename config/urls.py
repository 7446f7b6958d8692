from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("tracker.views.urls")),
]

handler400 = "tracker.views.site.bad_request"
handler403 = "tracker.views.site.forbidden"
handler404 = "tracker.views.site.not_found"
handler500 = "tracker.views.site.server_error"

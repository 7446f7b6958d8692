"""Every address of the pages."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from tracker.views import (
    article_add,
    articles,
    evidence,
    group_list,
    groups,
    initiatives,
    organizations,
    overview,
    partnerships,
    probes,
    promises,
    reprocessings,
    search,
    site,
    status,
)

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("groups/", group_list.groups, name="groups"),
    path("groups/<slug:slug>/", groups.group, name="group"),
    path("groups/<slug:slug>/partnerships/", partnerships.group_partnerships, name="group_partnerships"),
    path("groups/<slug:slug>/partnerships/<slug:partner>/", partnerships.partnership, name="partnership"),
    path("organizations/<slug:slug>/", organizations.organization, name="organization"),
    path(
        "organizations/<slug:slug>/partnerships/",
        partnerships.organization_partnerships,
        name="organization_partnerships",
    ),
    path("initiatives/", initiatives.initiatives, name="initiatives"),
    path("initiatives/<slug:public_id>/", initiatives.initiative, name="initiative"),
    path("promises/", promises.promises, name="promises"),
    path("articles/", articles.articles, name="articles"),
    path("articles/add/", article_add.add_article, name="add_article"),
    path("articles/progress/", article_add.batch_progress, name="batch_progress"),
    path("articles/<slug:public_id>/", articles.article, name="article"),
    path("articles/<slug:public_id>/progress/", article_add.article_progress, name="article_progress"),
    path("articles/<slug:public_id>/retry/", status.retry_failed, name="retry_article"),
    path("evidence/<slug:fact>/<slug:public_id>/", evidence.evidence, name="evidence"),
    path("review/<slug:fact>/<slug:public_id>/", evidence.judge, name="review"),
    path("search/", search.search, name="search"),
    path("status/", status.status, name="status"),
    path("status/retry/", status.retry_all_failed, name="retry_all"),
    path("reprocessings/", reprocessings.reprocessings, name="reprocessings"),
    path("reprocessings/<slug:public_id>/", reprocessings.reprocessing, name="reprocessing"),
    path("healthz", probes.healthz, name="healthz"),
    path("readyz", probes.readyz, name="readyz"),
    path("metrics", probes.metrics, name="metrics"),
    path("about/", site.about, name="about"),
    path("theme/", site.theme, name="theme"),
    path("login/", LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
]

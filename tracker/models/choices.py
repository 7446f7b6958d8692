"""The vocabularies of `tracker.pipeline.words` with their words in the interface."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganizationKind(models.TextChoices):
    COMPANY = "company", _("기업")
    GOVERNMENT = "government", _("정부·지자체")
    PUBLIC_INSTITUTION = "public_institution", _("공공기관")
    UNIVERSITY = "university", _("대학")
    RESEARCH_INSTITUTE = "research_institute", _("연구기관")
    ASSOCIATION = "association", _("협회·단체")
    CONSORTIUM = "consortium", _("컨소시엄")


class Role(models.TextChoices):
    LEAD = "lead", _("주도")
    PARTNER = "partner", _("협력")
    CUSTOMER = "customer", _("발주·수요")
    SUPPLIER = "supplier", _("공급")


class Status(models.TextChoices):
    EXPLORING = "exploring", _("검토")
    AGREED = "agreed", _("합의")
    IN_PROGRESS = "in_progress", _("진행")
    COMPLETED = "completed", _("완료")
    CANCELLED = "cancelled", _("취소")


class Modality(models.TextChoices):
    HAPPENED = "happened", _("일어남")
    PLANNED = "planned", _("계획")
    POSSIBLE = "possible", _("가능성")


class MilestoneKind(models.TextChoices):
    TALKS = "talks", _("협의")
    AGREEMENT = "agreement", _("협약")
    CONTRACT = "contract", _("계약")
    INVESTMENT = "investment", _("투자")
    ORGANIZATION = "organization", _("조직 구성")
    PILOT = "pilot", _("시범·실증")
    CONSTRUCTION = "construction", _("착공")
    LAUNCH = "launch", _("개시")
    COMPLETION = "completion", _("준공·완료")
    TARGET = "target", _("목표")
    ANNOUNCEMENT = "announcement", _("발표")
    CANCELLATION = "cancellation", _("취소")


class Granularity(models.TextChoices):
    DAY = "day", _("일")
    MONTH = "month", _("월")
    QUARTER = "quarter", _("분기")
    HALF = "half", _("반기")
    YEAR = "year", _("연")
    RANGE = "range", _("기간")


class Review(models.TextChoices):
    """What people have said of a machine's value. A rejected one stays as a row so that it cannot come back."""

    MACHINE = "machine", _("자동 추출")
    ACCEPTED = "accepted", _("확인됨")
    REJECTED = "rejected", _("거부됨")


class Origin(models.TextChoices):
    CATALOG = "catalog", _("목록")
    MACHINE = "machine", _("자동 추출")
    EDITOR = "editor", _("편집자")


class Language(models.TextChoices):
    KOREAN = "ko", _("한국어")
    ENGLISH = "en", _("영어")


class Strength(models.TextChoices):
    STRONG = "strong", _("단독으로 충분")
    WEAK = "weak", _("보조")

"""One stage a file: load → stage → store → ring the next. Arguments are ids, every task is safe to run twice.

The files are imported by workers only (CELERY_IMPORTS): a page that rings must not load the whole pipeline.
"""

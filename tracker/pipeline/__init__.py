"""The pipeline, pure Python: bytes of an article in, records of what it says out.

The flow is the order of the folders: fetch, parse, extract, link, merge. Nothing in here knows Django, Celery,
Redis, settings or a clock; stages share the records of `records.py` and never import each other.
"""

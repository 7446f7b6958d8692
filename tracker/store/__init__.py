"""The only writer of what the pipeline finds. Every function is idempotent and keeps an editor's values."""

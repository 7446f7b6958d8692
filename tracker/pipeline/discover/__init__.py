"""Documents that name or hold many articles → items. Nothing here opens a socket or a database."""

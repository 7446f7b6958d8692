"""How much memory a process may still take."""

import resource
from pathlib import Path


def limit_memory(headroom_mb: int) -> bool:
    """From now on this process may take so many megabytes more of address space than it has; beyond that, Python and
    the C libraries get a MemoryError where they would have got memory. 0: no limit. False where nothing was set.

    Counted from what is there already, since libraries and lexicons map far more than they use."""
    if headroom_mb <= 0:
        return False
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except OSError:
        return False  # not Linux
    limit = pages * resource.getpagesize() + headroom_mb * 1_000_000
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard != resource.RLIM_INFINITY and hard < limit:
        return False
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    return True

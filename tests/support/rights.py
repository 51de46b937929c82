"""What a user without rights sees."""

import contextlib
import os
from collections.abc import Iterator

NOBODY = 65534  # by custom the user who owns nothing


@contextlib.contextmanager
def as_nobody() -> Iterator[None]:
    """Root may write everywhere: for a while another user asks. Anybody else stays who they are."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)

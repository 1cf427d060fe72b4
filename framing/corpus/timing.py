"""An end to work that would not end by itself: one article, so many seconds."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from framing.errors import LoadError


class _Late(BaseException):
    """Not an Exception, because parsers catch those and go on."""


@contextmanager
def within(seconds: int, where: str) -> Iterator[None]:
    """Stop the work inside after so many seconds; 0 means never.

    It needs the main thread of a POSIX system, where no other alarm is set; elsewhere only the bounds on size
    hold. What one call into a library in C does is not interrupted before it is done.

    Raises:
        LoadError: the time is over.
    """
    main = threading.current_thread() is threading.main_thread()
    if not seconds or not main or not hasattr(signal, "setitimer") or signal.getitimer(signal.ITIMER_REAL)[0]:
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    except _Late as exc:
        raise LoadError(
            f"{where}: it could not be understood in {seconds} seconds",
            hint="copy the article's text into a .txt file, or raise max_article_seconds",
        ) from exc
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _ring(_number: int, _frame: FrameType | None) -> None:
    raise _Late

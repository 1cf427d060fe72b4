"""What can go wrong in a way the user can mend: where, what, and what to do next."""

from __future__ import annotations


class FramingError(Exception):
    """An error that the user can mend; the command line prints it and ends with status 2.

    >>> print(FramingError("notes: no such folder", hint="check the spelling"))
    notes: no such folder
      what to do: check the spelling
    """

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n  what to do: {self.hint}" if self.hint else self.message

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions cross process borders; the default would lose the keyword-only hint.
        return (_rebuild, (type(self), self.message, self.hint))


def _rebuild(kind: type[FramingError], message: str, hint: str) -> FramingError:
    return kind(message, hint=hint)


class LoadError(FramingError):
    """One input file (or one row of it) cannot be understood; the file is set aside and the rest goes on."""


class ConfigError(FramingError):
    """A setting is unknown or has a value that it cannot have."""


class ModelError(FramingError):
    """A model folder is missing, damaged, or made by an incompatible version."""

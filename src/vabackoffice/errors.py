"""What can go wrong, one class per kind; the kind decides the exit code.

BackOfficeError
├── InvalidInputError   2   the input was not understood or breaks a rule
├── MissingError        3   something is missing: no book, no Pango, an option without a terminal
├── NotFoundError       4   no such client, entry, invoice …
├── ConflictError       5   overlap, already issued, nothing to undo
└── DamagedBookError    6   the book cannot be trusted
"""


class BackOfficeError(Exception):
    """An error a person can act on: what is wrong, with the value, and what to do next."""

    exit_code = 70
    code = "error"

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep the sentence that says what is wrong and the one that says what to do."""
        super().__init__(message)
        self.message = message
        self.hint = hint


class InvalidInputError(BackOfficeError):
    """The input was not understood or breaks a rule."""

    exit_code = 2
    code = "invalid_input"


class MissingError(BackOfficeError):
    """Something the command needs is not there."""

    exit_code = 3
    code = "missing"


class NotFoundError(BackOfficeError):
    """No record answers to what was typed."""

    exit_code = 4
    code = "not_found"


class ConflictError(BackOfficeError):
    """The book already holds something that forbids this."""

    exit_code = 5
    code = "conflict"


class DamagedBookError(BackOfficeError):
    """The book cannot be trusted."""

    exit_code = 6
    code = "damaged"

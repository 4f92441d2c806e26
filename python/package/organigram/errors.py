"""What can go wrong: an exception for each sort of error, with what to do about it.

Every exception has the message in the user's words, a `help` where something can be advised, and the `diagnostics` of the
model where it is the model that is wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional, Sequence

if TYPE_CHECKING:
    from ._organigram import Diagnostic


class OrganigramError(Exception):
    """Something that was asked of organigram could not be done.

    Attributes
    ----------
    message : str
        What is wrong.
    help : str or None
        What to do about it.
    diagnostics : list of Diagnostic
        What is wrong in the model, where it is the model: code, file, line, column, message, help.

    Examples
    --------
    >>> import organigram
    >>> try:
    ...     organigram.Model.from_text('Model(organs: { "club": Organ(nmae: "Chess Club") })', name="club.ron")
    ... except organigram.OrganigramError as error:
    ...     found = error.diagnostics[0]
    >>> found.code, found.line, found.column, found.message
    ('L001', 1, 31, 'an `Organ` has no field `nmae`')
    """

    message: str
    help: Optional[str]
    diagnostics: "list[Diagnostic]"

    def __init__(
        self,
        message: str,
        help: Optional[str] = None,
        diagnostics: "Sequence[Diagnostic]" = (),
    ) -> None:
        super().__init__(message, help, list(diagnostics))
        self.message = message
        self.help = help
        self.diagnostics = list(diagnostics)

    def __str__(self) -> str:
        parts = [self.message]
        parts += [str(diagnostic) for diagnostic in self.diagnostics[:20]]
        if len(self.diagnostics) > 20:
            parts.append(f"and {len(self.diagnostics) - 20} more")
        if self.help:
            parts.append(f"help: {self.help}")
        return "\n".join(parts)


class ModelError(OrganigramError):
    """A model could not be read, or tables could not be made a model of; `diagnostics` say where and why."""


class QuestionError(OrganigramError, ValueError):
    """A question names what the model lacks, a date is not EDTF, or an expression is wrong."""


class DrawError(OrganigramError):
    """A picture cannot be drawn: it would show nothing, is too large, or the name of its file shows no format."""


class InternalError(OrganigramError, RuntimeError):
    """A mistake in organigram itself. Please report it; the message says where it is."""

"""How trees and names are written: plain text, Unicode, LaTeX; MathML is in ``notation.markup``, imported where it is used."""

from chainrule.notation.infix import text
from chainrule.notation.names import canonical, latex_name, split
from chainrule.notation.terminal import unicode
from chainrule.notation.tex import latex

__all__ = ["canonical", "latex", "latex_name", "split", "text", "unicode"]

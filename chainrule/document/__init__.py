"""Decides what is said: a derivation becomes a document that every renderer lays out."""

from chainrule.document.blocks import (
    Arrow,
    Block,
    Constant,
    Curve,
    Document,
    Equation,
    Equations,
    Figure,
    Heading,
    Lazy,
    Paragraph,
    Picture,
    Prose,
    Space,
    Sum,
    Table,
    Vertex,
)
from chainrule.document.derivation import DETAILS, derivation_document
from chainrule.document.descent import PARAMETERS_LISTED, descent_document, loss_curve
from chainrule.document.graph import graph_figure
from chainrule.document.network import network_document
from chainrule.document.numbers import with_numbers
from chainrule.document.report import report_document
from chainrule.document.verdict import verdict_document

__all__ = [
    "DETAILS", "PARAMETERS_LISTED", "Arrow", "Block", "Constant", "Curve", "Document", "Equation", "Equations", "Figure",
    "Heading", "Lazy", "Paragraph", "Picture", "Prose", "Space", "Sum", "Table", "Vertex", "derivation_document",
    "descent_document", "graph_figure", "loss_curve", "network_document", "report_document", "verdict_document",
    "with_numbers",
]  # fmt: skip

"""Decides what is said: a derivation becomes a document that every renderer lays out."""

from chainrule.document.blocks import Block, Document, Equation, Equations, Heading, Lazy, Paragraph, Prose, Sum
from chainrule.document.derivation import DETAILS, derivation_document

__all__ = ["DETAILS", "Block", "Document", "Equation", "Equations", "Heading", "Lazy", "Paragraph", "Prose", "Sum", "derivation_document"]

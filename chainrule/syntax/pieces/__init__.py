"""Expressions in pieces, in signs, in words and in rows of LaTeX."""

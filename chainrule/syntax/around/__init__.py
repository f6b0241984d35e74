"""What people write around formulas: it is read, written otherwise or blanked out before a text is cut into tokens, place for place."""

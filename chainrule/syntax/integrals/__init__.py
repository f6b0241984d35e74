"""Definite integrals as people write them: with a sign, in words, and as computer algebra systems have them."""

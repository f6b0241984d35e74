"""Vectors, matrices and functions with several components, as people write them."""

"""Vectors and matrices: which quantities are, and their components."""

"""Derivatives of what is summed over an index, as sums, shares, vectors and matrices."""

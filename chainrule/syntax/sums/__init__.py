"""Sums over indices and pairs, indices that stand above, and what is written by them: softmax and losses."""

"""Where a condition on an expression holds: intervals, bounds, zeros, and what is needed of an expression."""

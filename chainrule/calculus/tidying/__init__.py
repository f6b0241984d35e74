"""Products and sums in tidy form."""

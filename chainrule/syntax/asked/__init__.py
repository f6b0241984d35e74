"""What a problem gives and asks besides its formulas: derivatives, points, values, equations, what depends on what."""

"""From tokens to trees: one parser with explicit stacks, and what it builds."""

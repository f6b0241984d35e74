"""From LaTeX to the same tokens as plain text."""

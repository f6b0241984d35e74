"""Work of several lines, judged line by line."""

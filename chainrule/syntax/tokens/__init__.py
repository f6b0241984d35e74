"""What a text is cut into: the signs that mean the same in every notation, plain and Unicode text, and runs of them."""

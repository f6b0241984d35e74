"""Which slip explains a wrong answer: the search among them, repairs, and the words for what is found."""

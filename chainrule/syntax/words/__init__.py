"""What runs of letters mean in one problem: names, functions, constants, or products of several of them."""

"""Binding powers of the parser's operators, from loose to tight, and what a function without brackets has taken.

What stands on the stack of operators binds its operands when something looser comes::

    PIECE      a if b, c    an expression in pieces; the levels of its conditions are EITHER, BOTH, COMPARE: a > 0 or b > 0 and c > 0
    SUM        a + b − c    one sum of all its terms
    SIGN       −a·b         a leading minus covers the product after it
    SERIES     Σ a·b        as does a sum over an index
    PRODUCT    a·b/c        from the left
    FUNCTION   sin 2x       a function without brackets takes the run of factors after it
    TIGHT_SIGN a·−b·c       a minus after * or after a function without brackets
    JOINED     2xy          factors side by side bind tighter than * and /
    ROOT       √x           takes the next factor with its power
    POWER      x^y^z        takes the next item only; groups to the right
"""

BOTTOM = (0, "", -1, None)  # what every bracket puts on the stack of operators, below its own

PIECE, EITHER, BOTH, COMPARE = 1, 2, 3, 4
SUM, SIGN, SERIES, PRODUCT, FUNCTION, TIGHT_SIGN, JOINED, ROOT, POWER = 10, 15, 16, 20, 25, 26, 30, 45, 50

# What a function without brackets has taken so far: after a bracket it takes nothing more.
NOTHING, COEFFICIENT, NAMES, BRACKET = range(4)

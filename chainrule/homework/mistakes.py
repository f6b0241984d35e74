"""The table of mistakes: one row each, with the wrong rules that regenerate it and what is said to the student.

``v.mistakes`` of a verdict are rows of this table that give the student's very answer. In the texts, {part} is the piece
of the problem, {inside} what stands inside it, {function} what kind of function it is, {outer} and {inner} the local
derivatives by their names, {value} what is right, and {found} what the answer has instead.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from chainrule.homework.slips import wrong_constants as constants
from chainrule.homework.slips import wrong_products as products
from chainrule.homework.slips import wrong_rules as wrong
from chainrule.homework.slips.source import Place
from chainrule.homework.slips.wrong_rules import Outers, Trees

OuterRule = Callable[[Place], Outers]
WholeRule = Callable[[Place], Trees]
Rule = Callable[[Place], dict[str, Any]]


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A mistake. ``weight`` ranks it: the lower, the likelier.

    At a place of the chain rule, ``outers`` replace the outer derivative, ``arguments`` what it is taken at and ``inners``
    the factor behind it; ``wholes`` replace the derivative of any place as a whole. Rows without rules are found by
    looking at the answer or at the paths. ``pairs`` says that the row is tried together with another one, ``leads`` that
    it is told before others, which follow from it.
    """

    name: str
    weight: float
    message: str
    hint: str
    outers: tuple[OuterRule, ...] = field(default=())
    arguments: tuple[WholeRule, ...] = field(default=())
    inners: tuple[WholeRule, ...] = field(default=())
    wholes: tuple[WholeRule, ...] = field(default=())
    pairs: bool = False
    leads: bool = False


ROWS = (
    Row("missing-inner-derivative", 1.0,
        "The inner derivative is missing: {this}{inner} still has to multiply {it}.",
        "You differentiated the {function}. What happens to what stands inside it?",
        inners=(wrong.no_inner_factor,), pairs=True),
    Row("sign", 1.1,
        "A sign is wrong: the derivative of {part} is {value}.",
        "The size is right. Look at the signs again, one rule at a time.",
        outers=(wrong.opposite,), wholes=(wrong.other_sign,), pairs=True),
    Row("product-of-derivatives", 1.15,
        "The derivative of a product is not the product of the derivatives: for {part} use f′g + fg′.",
        "You multiplied the derivatives of the factors. Which rule is there for a product?",
        wholes=(products.product_of_derivatives,), pairs=True, leads=True),
    Row("quotient-of-derivatives", 1.15,
        "The derivative of a quotient is not the quotient of the derivatives: for {part} use (f′g − fg′)/g².",
        "You divided the derivatives of numerator and denominator. Which rule is there for a quotient?",
        wholes=(products.quotient_of_derivatives,), pairs=True, leads=True),
    Row("lost-coefficient", 1.2,
        "A constant factor got lost: the derivative of {part} is {value}.",
        "Compare the constant factors of the problem with those of your answer: is one missing?",
        outers=(wrong.no_exponent_in_front,), wholes=(wrong.without_coefficient,), pairs=True),
    Row("power-rule-on-exponential", 1.2,
        "The power rule does not apply to {part}, where the variable is in the exponent: its derivative is {value}.",
        "Where is the variable, in the base or in the exponent? Which rule belongs to that?",
        outers=(wrong.power_rule,), wholes=(wrong.power_rule_alone,), pairs=True, leads=True),
    Row("exponential-rule-on-power", 1.25,
        "The rule for a^u needs a constant base, and in {part} the base varies: its derivative is {value}.",
        "Is the base a constant? Which way leads to the derivative of a power whose base varies?",
        outers=(wrong.exponential_rule,), wholes=(wrong.exponential_rule_alone,)),
    Row("logarithmic-derivative", 1.3,
        "This is the derivative of log({part}): {part} still has to multiply it.",
        "You differentiated the logarithm of the power. What has to be done to get back to the power?",
        wholes=(wrong.logarithm_alone,)),
    Row("lost-inner-function", 1.3,
        "The outer derivative has to be taken at {inside}, not at a part of it alone: {correct}.",
        "What does the outer derivative have to be taken at?",
        arguments=(wrong.variable_alone,), pairs=True),
    Row("log-of-base", 1.3,
        "The logarithm of the base is missing or misplaced: the derivative of {part} is {value}.",
        "The base is not e. What does the rule say about another base?",
        outers=(wrong.base_forgotten,)),
    Row("lost-brackets", 1.35,
        "A power belongs to all of {inside}, not to its last factor alone: brackets got lost in the derivative of {part}.",
        "Put what stands inside the {function} in brackets before you raise it. What does the power belong to then?",
        outers=(wrong.brackets_lost,), wholes=(wrong.brackets_misread,)),
    Row("exponent-not-reduced", 1.4,
        "The exponent has to go down by one: the derivative of {part} is {value}.",
        "What does the power rule do to the exponent?",
        outers=(wrong.same_exponent,), pairs=True),
    Row("exponent-raised", 1.4,
        "The exponent has to go down by exactly one: the derivative of {part} is {value}.",
        "Does the exponent go up or down when a power is differentiated, and by how much?",
        outers=(wrong.exponent_plus_one,), pairs=True),
    Row("integrated", 1.4,
        "This is an antiderivative of {part}, not its derivative.",
        "Did you differentiate or integrate?",
        outers=(wrong.antiderivative,), leads=True),
    Row("differentiated-twice", 2.1,
        "This is the second derivative; the first one is asked for, which is {part}.",
        "How often did you differentiate?"),
    Row("wrong-order", 0.9,
        "This is the derivative of order {found}; the one of order {value} is asked for.",
        "How often did you differentiate?"),
    Row("degrees", 1.5,
        "The factor π/180 belongs to angles in degrees; in radians there is none.",
        "In which unit are the angles?"),
    Row("product-rule", 1.5,
        "The product rule is (fg)′ = f′g + fg′: the derivative of {part} is {value}.",
        "Write the product rule down first, then put the factors of this product in.",
        wholes=(products.wrong_product_rule,), pairs=True, leads=True),
    Row("quotient-rule", 1.5,
        "The quotient rule is (f/g)′ = (f′g − fg′)/g²: look at the order, the sign and the denominator for {part}.",
        "Write the quotient rule down first: its order, its sign and its denominator.",
        wholes=(products.wrong_quotient_rule,), pairs=True, leads=True),
    Row("sum-rule-on-product", 1.6,
        "The factors of {part} were differentiated as if they were added; for a product use f′g + fg′.",
        "Is this a sum or a product?",
        wholes=(products.sum_of_derivatives,), pairs=True, leads=True),
    Row("inner-derivative-inside", 1.6,
        "The inner derivative multiplies the outer one; it does not go inside it: {outer} is taken at {inside}.",
        "Where does the inner derivative belong: inside the function, or as a factor?",
        arguments=(wrong.inner_derivative_as_argument,), wholes=(wrong.inner_derivative_in_argument,), leads=True),
    Row("argument-differentiated", 3.8,
        "It is not enough to differentiate what stands inside: by the chain rule the derivative of {part} is {value}.",
        "You kept the {function} and differentiated what stands inside it. What does the chain rule say?",
        wholes=(wrong.argument_differentiated,)),
    Row("inner-derivative-added", 1.6,
        "The inner derivative multiplies the outer one; it is not added to it: the derivative of {part} is {value}.",
        "Are the links of a chain added, or multiplied?",
        wholes=(wrong.inner_factor_added,)),
    Row("inner-derivative-divided", 1.9,
        "The inner derivative multiplies the outer one; it is not divided by: {inner} belongs above the line.",
        "What is done with the inner derivative: is it multiplied or divided by?",
        inners=(wrong.inner_factor_below,)),
    Row("sum-taken-apart", 1.75,
        "The {function} of a sum is not the sum of those of its terms: the derivative of {part} is {value}.",
        "You took a sum apart inside the {function}. Is that allowed?",
        wholes=(wrong.sum_taken_apart,)),
    Row("missing-brackets", 1.65,
        "A sum that is multiplied, divided or subtracted needs brackets around it: the derivative of {part} is {value}.",
        "Look at every sum in your answer: does what stands before or behind it belong to all of its terms?",
        wholes=(products.sum_without_brackets,)),
    Row("constant-kept", 1.6,
        "The derivative of a constant is 0, so no constant term is left of {part}.",
        "What is the derivative of a constant?",
        wholes=(constants.constants_kept,), pairs=True),
    Row("constant-differentiated", 1.65,
        "A constant factor was differentiated as if it varied: the derivative of {part} by {wrt} is {value}.",
        "What is the variable? Everything else is held fixed and stays as it is when it multiplies.",
        wholes=(constants.constant_factor_varied,)),
    Row("not-differentiated", 1.7,
        "{part} was not differentiated: its derivative is {value}.",
        "Compare your answer with the problem: has every part been differentiated?",
        outers=(wrong.function_itself,), wholes=(wrong.undifferentiated,)),
    Row("only-inner", 1.8,
        "{alone} the inner derivative alone: {outer} still has to multiply it.",
        "You differentiated what stands inside. What about the {function} around it?",
        wholes=(wrong.inner_factor_alone,), pairs=True),
    Row("lost-term", 1.9,
        "A term is missing: the derivative of {part} is {value}.",
        "Count the terms: has each one left something behind?",
        wholes=(wrong.term_lost,), pairs=True),
    Row("local-derivative", 2.0,
        "The derivative of {part} is not right: {correct}.",
        "Look up the derivative of the {function} again.",
        outers=(wrong.related_function,)),
    Row("wrong-variable", 1.2,
        "This is the derivative by {found}; {wrt} is asked.",
        "By which variable do you have to differentiate? The others are held fixed."),
    Row("missing-path", 1.3,
        "A path is missing: {found} also leads to {of}, and its product has to be added.",
        "On how many paths does {wrt} reach {of}?"),
    Row("missing-link", 1.3,
        "A link of the chain is missing: {found} still has to multiply it.",
        "Write the way from {wrt} to {of} down. Has every link on it left a factor?"),
    Row("missing-sum", 1.0,
        "The sum is missing: this is one term of {part}.",
        "What was added up in the problem: how many terms does its derivative have?"),
    Row("factor-twice", 2.05,
        "One factor too many: {found} is in your answer twice.",
        "Multiply each link of the chain once. Which one is in your answer twice?",
        inners=(wrong.inner_factor_twice,)),
    Row("partial-for-total", 1.25,
        "This is the partial derivative, with the other quantities held fixed; {wrt} also acts through them: {found}.",
        "Is {wrt} all that changes when {wrt} changes?"),
    Row("extra-path", 1.4,
        "One path too many: {found} is no way from {wrt} to {of}.",
        "On which paths does {wrt} reach {of}? Is every one that you added such a path?"),
    Row("sign-of-solution", 1.0,
        "A sign is wrong: {value} = {part}, with the minus of the term that goes to the other side.",
        "Write the total derivative of the equation down. What happens to a term that goes to the other side?"),
    Row("turned-over", 1.0,
        "The fraction is upside down: {value} = {part}.",
        "Which of the two derivatives belongs below the line?"),
    Row("undivided", 1.1,
        "This is {part}: for {value} it has to be divided by {inside}.",
        "Which derivative is still to be divided by?"),
    Row("not-solved", 1.1,
        "This is {part}, the derivative of the equation's terms with the other quantities held fixed: {inside} · {value} is missing.",
        "Which terms of the equation change because the quantity that it gives changes?"),
    Row("added-up", 1.1,
        "{value} is missing: a part that depends on what the equation gives is differentiated by the chain rule, {inside} · {value}.",
        "The quantity that the equation gives is a function itself. What does the chain rule put behind its derivative?"),
    Row("rate-missing", 1.0,
        "A rate is missing: {part} has to be multiplied by {inside}.",
        "What does the chain rule put behind the derivative by a quantity that changes itself?"),
    Row("step-added", 1.0,
        "The step has to be subtracted: against the slope, {part} − η · slope, the loss goes down.",
        "In which direction does the loss go down: along the slope, or against it?"),
    Row("misread-problem", 2.2,
        "This would be right for {found}: has the problem been copied correctly?",
        "Compare the expression that you differentiated with the problem, sign by sign."),
    Row("names", 0.5,
        "{found}",
        "Compare the names in your answer with those in the problem."),
    Row("shapes", 0.5,
        "The factors do not fit together: {found}.",
        "Write the shape of every factor down, rows × columns. Do those next to each other agree, and is the result as large as what is asked?"),
    Row("transposed", 0.5,
        "Rows and columns are swapped: each row holds the derivatives of one output, each column those by one input.",
        "Which way round are the rows and the columns of the Jacobian matrix?"),
    Row("transpose", 0.5,
        "This is the transpose of the gradient.",
        "Which entry of the matrix holds the derivative by the entry in row i and column j?"),
    Row("components", 0.5,
        "{found}",
        "Count the components of the function, and what it is differentiated by. How many entries does the derivative have?"),
    Row("arithmetic", 3.0,
        "{found}",
        "The method looks right. Check the numbers in front of each term again."),
)  # fmt: skip

MISTAKES: dict[str, Row] = {row.name: row for row in ROWS}

"""Names of an answer that are not in the problem, and names of the derivative that are not in the answer."""

from __future__ import annotations

from itertools import pairwise

from chainrule.calculus.sums.whole_sums import rest_names
from chainrule.homework.answers.question import Question
from chainrule.homework.mistakes import MISTAKES
from chainrule.homework.verdict import Mistake, Prose
from chainrule.notation.indices import apart
from chainrule.problem import alike, mentioned
from chainrule.syntax.asked.differentials import asks_differential
from chainrule.tree import ONE, ZERO, E, Tree, mul, names, postorder, rewrite, substitute, symbol, walk, without_sums
from chainrule.vectors.kinds import TRANSPOSED

STRAYS_TOLD = 3  # names that are not in the problem, of which so many are told
D = symbol("d")
CONSTANTS_OF_INTEGRATION = frozenset(("C", "c", "K", "k"))


def component_meant(question: Question, name: str) -> str:
    """Return the component that is meant by a vector, x_i by x: the only one, or that of the index of what is asked; "" where there is none."""
    components = [known for known in question.known if known != name and apart(known)[0] == name]
    own = [each for each in components if apart(each)[1] == apart(question.result.wrt)[1]]
    return components[0] if len(components) == 1 else own[0] if len(own) == 1 else ""


def with_known_names(question: Question, answer: Tree) -> tuple[Tree, tuple[Mistake, ...]]:
    """Return the answer with names that were misspelt put right, and a mistake for every name that is not in the problem."""
    renamed: dict[str, Tree] = {}
    answer, differential = (answer, "") if "d" in question.known else without_differential(answer)
    asked = differential == question.result.wrt and asks_differential(question.problem.text, question.derivation.output)
    behind = f"A derivative has no differential d{differential} behind it."
    mistakes = [question.wording.mistake(MISTAKES["names"], found=(behind,))] if differential and not asked else []
    used = names(answer)
    vectors = {each.name for each in question.problem.vectors.each}
    lengths = {TRANSPOSED.value, *(count for each in question.problem.vectors.each for _, count in each.axes)} if vectors else ()
    for name in used:
        summed = question.problem.apart and any(apart(name)[0] == apart(known)[0] and apart(name)[1] for known in question.known)
        if name in question.known or apart(name)[0] in vectors or summed or name in lengths:  # also a_kj of a sum over a_ij
            continue
        if (spelled := alike(name, question.known)) != name:
            renamed[name] = symbol(spelled)
            continue
        if (component := component_meant(question, name)):
            renamed[name] = symbol(component)
            continue
        if name == "E":  # as SymPy prints Euler's number
            renamed[name] = E
            continue
        known = nearest(name, question)
        if known is not None:
            renamed[name] = symbol(known)
        elif name in CONSTANTS_OF_INTEGRATION:
            renamed[name] = ZERO
        if len(mistakes) < STRAYS_TOLD:
            mistakes.append(question.wording.mistake(MISTAKES["names"], found=stray(name, known, question)))
    strange = (("There is no ", symbol(name), " in the problem.") for name in strange_functions(question, answer))
    mistakes += [question.wording.mistake(MISTAKES["names"], found=said) for said in strange]
    return substitute(answer, renamed), tuple(mistakes[:STRAYS_TOLD])


def without_differential(answer: Tree) -> tuple[Tree, str]:
    """Return an answer that is read as a product with d, 2x dx, without that and what follows it, and the name of this; "" where there is none."""
    found: list[str] = []

    def without(item: Tree) -> Tree:
        places = [place for place, pair in enumerate(pairwise(item[2])) if pair[0] == D and pair[1][0] == "symbol"] if item[0] == "mul" else []
        if not places:
            return item
        found.append(item[2][places[0] + 1][1])
        kept = [each for place, each in enumerate(item[2]) if place not in places and place - 1 not in places]
        return mul(*kept) if len(kept) > 1 else next(iter(kept), ONE)

    changed = rewrite(answer, without)
    return (changed, found[0]) if found else (answer, "")


def strange_functions(question: Question, answer: Tree) -> list[str]:
    """Return the unspecified functions of an answer that the problem does not have: f of f'(x), where y = sin(x^2)."""
    used = dict.fromkeys(item[1][0] for item in postorder(answer) if item[0] == "apply")
    if not used:
        return []
    problem = question.problem
    known = {*question.known, *(name for each in problem.as_written for name in each.mentioned)}.union(*(mentioned(each.tree) for each in problem.definitions))
    return [name for name in used if name not in known]


def nearest(name: str, question: Question) -> str | None:
    """Return the name of the problem that a stray one was most likely meant to be: in another case, or the only one there is."""
    inputs = question.derivation.graph.inputs
    alike = [known for known in question.known if known.casefold() == name.casefold()]
    if alike:
        return alike[0]
    return inputs[0] if len(inputs) == 1 and len(name) == 1 and name not in CONSTANTS_OF_INTEGRATION else None


def stray(name: str, known: str | None, question: Question) -> Prose:
    """Return what is said about a name that is not in the problem."""
    if known is not None and any(item[:2] == ("integral", name) for each in question.problem.as_written for item in walk(each.tree)):
        return (symbol(name), " is the variable of integration, and gone once a limit is put in for it; the derivative has ", symbol(known), ".")
    said: Prose = ("There is no ", symbol(name), " in the problem")
    if known is not None:
        return (*said, "; it has ", symbol(known), ".")
    return (*said, ": a derivative has no constant of integration." if name in CONSTANTS_OF_INTEGRATION else ".")


def missing_names(question: Question, answer: Tree) -> tuple[Mistake, ...]:
    """Return the mistake that a name of the right derivative does not appear in the answer."""
    right = question.result.tidy.tree
    needed = names(without_sums(right) if question.problem.apart else right)  # what is added up may be 1 together
    rests = {apart(name)[0] for name in rest_names(question.problem)}  # names that the reader did not give
    missing = [name for name in needed if name not in names(answer) and apart(name)[0] not in rests]
    row = MISTAKES["names"]
    told = [] if question.ranges else missing[:1]  # where a condition holds, it may not depend on it
    return tuple(question.wording.mistake(row, found=("The derivative depends on ", symbol(name), "; your answer does not.")) for name in told)

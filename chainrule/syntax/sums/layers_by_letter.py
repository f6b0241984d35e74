"""Layers told apart by their index: z_j = Σ_i w_ij x_i and z_k = Σ_j w_jk y_j are of two layers, so that there are two z, and two w.

Taken by the letter, z_k would be one more case of z_j, and w_jk another entry of w_ij. Where the index of one layer is what the next one adds
up, what stands in several layers under one name has the number of its layer instead: z_j^(1), z_k^(2), w_ij^(1), w_jk^(2).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from chainrule.errors import ReadError
from chainrule.finite_sums import at_index
from chainrule.notation.indices import carries, index_name
from chainrule.notation.names import joined, split, unicode_name
from chainrule.problem import Definition, Problem, Reading
from chainrule.tree import names, postorder, rewrite, symbol

WEIGHTS = frozenset("wWvVuUθΘωΩ")  # of each layer its own; another matrix, as that of a Markov chain, may be the same in all steps
BIASES = frozenset("bBβcθ")
MOST = 3  # indices of a quantity: those of the samples, and that of its layer


def with_layers_apart(problem: Problem, wrt: Collection[str] = ()) -> Problem:
    """Return a problem in which what stands in several layers under one name has the number of its layer; any other as it is.

    Raises ReadError where a quantity is defined for two indices, and which of both is meant elsewhere is not clear.
    """
    indexed = [(each, letters) for each in problem.definitions if (letters := letters_below(each.name))]
    if len({letters for _, letters in indexed}) < 2:
        return problem
    layers = Layers(problem, indexed, (*problem.wrt, *wrt))
    found = layers.renamed()
    told = [Reading(each) for each in (layers.said_of(found) if found else layers.said_of_one())]
    return problem._replace(
        definitions=tuple(_renamed(each, found) for each in problem.definitions),
        output=found.get(problem.output or "", problem.output),
        wrt=tuple(found.get(name, name) for name in problem.wrt),
        readings=(*problem.readings, *told),
    )


def letters_below(name: str) -> str:
    """Return the letters below a name that may be indices, where nothing stands above but another letter; else nothing.

    >>> letters_below("h_nj"), letters_below("h_j^(n)"), letters_below("w_ij^(1)"), letters_below("x_12")
    ('nj', 'j', '', '')
    """
    _, low, high = split(name) or (name, "", "")
    return low if len(low) <= MOST and low.isalpha() and (not high or (len(high) == len("(n)") and high[1].isalpha())) else ""


def _renamed(definition: Definition, found: Mapping[str, str]) -> Definition:
    tree = rewrite(definition.tree, lambda item: symbol(found[item[1]]) if item[0] == "symbol" and item[1] in found else item)
    return definition._replace(name=found.get(definition.name, definition.name), tree=tree)


class Layers:
    """The layers of a problem: ``ranks`` has the number of each layer by its index, 0 for that of what goes into the first one."""

    def __init__(self, problem: Problem, indexed: list[tuple[Definition, str]], asked: Collection[str]) -> None:
        self.problem, self.indexed, self.asked = problem, indexed, asked
        self.below: dict[str, set[str]] = {}  # what a layer adds up, by its index
        self.summed = {item[1] for each in problem.definitions for item in postorder(each.tree) if item[0] == "sum"}
        own = {each.name: letters for each, letters in indexed}
        for each, letters in indexed:
            for total in (item for item in postorder(each.tree) if item[0] == "sum" and item[1] not in letters):
                for low in (own[name] for name in names(total[2][0]) if total[1] in own.get(name, "")):
                    new = [letter for letter in letters if letter not in low]
                    if len(new) == 1:  # the others are those of samples
                        self.below.setdefault(new[0], set()).add(total[1])
        self.ranks = self.ranked()
        self.ranks |= self.of_others()

    def ranked(self) -> dict[str, int]:
        """Return the number of each layer by its index; nothing where the layers go round in a circle, or there is one only."""
        ranks: dict[str, int] = {}
        waiting = [letter for letter, below in self.below.items() if below]
        letters = dict.fromkeys([*(low for letter in waiting for low in sorted(self.below[letter])), *waiting])
        while len(ranks) < len(letters):
            ready = [letter for letter in letters if letter not in ranks and self.below.get(letter, set()) <= ranks.keys()]
            if not ready:
                return {}
            ranks |= {letter: 1 + max((ranks[low] for low in self.below.get(letter, ())), default=0) for letter in ready}
        first = {letter for letter, rank in ranks.items() if rank == 1}
        into = [item[1] for each, own in self.indexed if not first.isdisjoint(own) for item in postorder(each.tree) if item[0] == "sum"]
        return {letter: 0 for letter in into if letter not in ranks} | ranks

    def of_others(self) -> dict[str, int]:
        """Return the layers of letters that sums run over instead of a layer's own, as l in exp(z_k)/Σ_l exp(z_l) for k."""
        found: dict[str, set[int]] = {}
        for each, letters in self.indexed:
            index, used = self.layer(letters), names(each.tree)
            for total in (item for item in postorder(each.tree) if item[0] == "sum" and item[1] not in self.ranks and index in self.ranks):
                if any(index_name(name, total[1], index) in used for name in names(total[2][0]) if carries(name, total[1])):
                    found.setdefault(total[1], set()).add(self.ranks[index])
        return {letter: ranks.pop() for letter, ranks in found.items() if len(ranks) == 1}

    def layer(self, letters: str) -> str:
        """Return the one of some letters that is the index of a layer; one alone in any case, else nothing."""
        return next((letter for letter in reversed(letters) if self.ranks.get(letter)), letters if len(letters) == 1 else "")

    @property
    def families(self) -> dict[str, dict[str, str]]:
        """The names with an index below and nothing above by their letters, each with its index."""
        found: dict[str, dict[str, str]] = {}
        for name in dict.fromkeys(name for each in self.problem.definitions for name in each.mentioned):
            base, low, high = split(name) or (name, "", "")
            if low and not high:
                found.setdefault(base, {})[name] = low
        return found

    def renamed(self) -> dict[str, str]:
        """Return what has the number of its layer, and how it is written with it. Raises ReadError where the layer of something is not clear."""
        found: dict[str, str] = {}
        for base, own in self.families.items():
            ranks = {name: self.rank(low) for name, low in own.items()}
            if self.is_in_several(base, own, ranks):
                found |= {name: joined(base, own[name], f"({rank})") for name, rank in ranks.items()}
                self.check_asked(base, ranks)
        for base, defined in self.above_a_letter().items():
            if len(defined) > 1:
                raise self.refusal(base, defined)
        taken = {name for each in self.problem.definitions for name in each.mentioned}
        return {} if not taken.isdisjoint(found.values()) else found

    def above_a_letter(self) -> dict[str, list[Definition]]:
        """Return what has the index of a sample above, h_j^(n), and so has no place for a number, by its letter, with a definition for each layer."""
        found: dict[str, dict[str, Definition]] = {}
        for each, letters in self.indexed:
            base, _, high = split(each.name) or (each.name, "", "")
            if high and self.ranks.get(self.layer(letters)):
                found.setdefault(base, {}).setdefault(self.layer(letters), each)
        return {base: list(each.values()) for base, each in found.items()}

    def check_asked(self, base: str, ranks: Mapping[str, int | None]) -> None:
        """Raise ReadError where the derivative is asked by a case of what is in several layers, w_12 of w_ij and w_jk."""
        for name in self.asked:
            own, low, high = split(name) or (name, "", "")
            if own == base and not high and name not in ranks:
                several = " or ".join(f"{base}^({rank})_{low}" for rank in sorted({rank for rank in ranks.values() if rank is not None}))
                text = self.problem.text
                raise ReadError(f"{unicode_name(name)} may be of any layer", hint=f"ask for {several}", text=text, start=0, end=len(text))

    def said_of(self, found: Mapping[str, str]) -> Iterator[str]:
        """Yield how what has the number of its layer was read."""
        own = {self.layer(letters) for _, letters in self.indexed}
        *letters, last = [letter for letter, rank in self.ranks.items() if rank and letter in own]
        told = ", ".join(f"{unicode_name(old)} as {unicode_name(new)}" for old, new in found.items())
        yield f"the indices {', '.join(letters)} and {last} are taken for those of {len(letters) + 1} layers: {told}"

    def said_of_one(self) -> Iterator[str]:
        """Yield that entries of one matrix stand in several layers."""
        for base, own in self.families.items():
            entries = [name for name, low in own.items() if len(low) == 2 and self.rank(low)]
            if len(entries) > 1 and len({self.rank(own[name]) for name in entries}) > 1:
                apart = " and ".join(f"{base}^({self.rank(own[name])})_{own[name]}" for name in entries)
                yield f"{' and '.join(map(unicode_name, entries))} are entries of one {base}; for layers with weights of their own write {apart}"

    def rank(self, low: str) -> int | None:
        """Return the layer of what has an index: the last one of its letters'; None where that has no layer."""
        found = [self.ranks[letter] for letter in low if letter in self.ranks] if low.isalpha() else []
        return max(found, default=None)

    def is_in_several(self, base: str, own: Mapping[str, str], ranks: Mapping[str, int | None]) -> bool:
        """Return whether a letter stands for something else in each of several layers.

        Raises ReadError where it is defined in several, and stands somewhere where its layer is not clear.
        """
        defined = [each for each, _ in self.indexed if each.name in own]
        if len(defined) > 1 and self.are_different(defined):
            unclear = [name for name, rank in ranks.items() if rank is None]
            if unclear or len({ranks[each.name] for each in defined}) < len(defined):
                raise self.refusal(base, defined)
            return True
        known = {rank for rank in ranks.values() if rank is not None}
        if defined or len(known) < 2 or None in ranks.values() or 0 in known:
            return False
        return base[0] in BIASES if all(len(low) == 1 for low in own.values()) else base[0] in WEIGHTS and self.lead_on(own)

    def are_different(self, defined: list[Definition]) -> bool:
        """Return whether definitions for several indices are of several layers, or are no copies of one where sums run over those indices."""
        first, *others = defined
        letters = [self.layer(letters_below(each.name)) for each in defined]
        if all(map(self.ranks.get, letters)):
            return True
        copies = all(letter and at_index(each.tree, letter, letters[0]) == first.tree for each, letter in zip(others, letters[1:], strict=True))
        return not copies and all(letters) and self.summed.issuperset(letters)

    def lead_on(self, own: Mapping[str, str]) -> bool:
        """Return whether the indices of weights say in the same order whence and where to: w_ij and w_jk do, w_ij and w_kj are of one matrix."""
        if any(len(low) != 2 for low in own.values()):
            return False
        last = [[place for place, letter in enumerate(low) if self.ranks.get(letter, 0) == self.rank(low)] for low in own.values()]
        return all(len(places) == 1 for places in last) and len({places[0] for places in last}) == 1

    def refusal(self, base: str, defined: list[Definition]) -> ReadError:
        """Return what is said of a quantity with two definitions of which one may be meant as well as the other."""
        (_, one), (there, other) = ((each, letters_below(each.name)) for each in defined[:2])
        reason = f"{unicode_name(base)} is defined for the index {one} and for {other}"
        hint = f"give each a name of its own: {base}^(1)_{one} = …; {base}^(2)_{other} = …"
        return ReadError(reason, hint=hint, text=self.problem.text, start=there.start, end=there.end)



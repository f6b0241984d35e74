"""The words that have a meaning of their own: functions as people spell them, constants, quantities, and English around formulas."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from chainrule.functions import ALIASES, FUNCTIONS
from chainrule.notation.names import GREEK
from chainrule.tree import ONE, PI, TWO, ZERO, E, Tree, add, call, div, mul, neg, number, pieces, power, relation


class Head(NamedTuple):
    """A function as typed: its name in the table, the arguments its spelling adds (the base of lg), and the spelling."""

    name: str
    extra: tuple[Tree, ...]
    spelled: str


DENSITY = "Ŋ"  # stands for the N of N(x; μ, σ²), where a sign between the value and the parameters leaves no doubt
LOG_DENSITY = "ŋ"  # the same for log N(x; μ, σ²)
_SELU = tuple(number(Decimal(each)) for each in ("1.0507009873554805", "1.6732632423543773"))  # Klambauer et al. 2017, Self-Normalizing Neural Networks


def _between(u: Tree, low: Tree, high: Tree) -> Tree:
    return call("min", call("max", u, low), high)


def _hard_sigmoid(u: Tree) -> Tree:
    """Return the line through 0 with slope 1/6 between 0 and 1, as PyTorch and Keras define it."""
    return _between(div(add(u, number(3)), number(6)), number(0), ONE)


def _huber(u: Tree, delta: Tree) -> Tree:
    """Return u²/2 between −δ and δ, and a line outside. Source: Huber 1964, Robust Estimation of a Location Parameter."""
    size = call("abs", u)
    return pieces(div(power(u, TWO), TWO), relation("≤", size, delta), mul(delta, add(size, neg(div(delta, TWO)))))


def _normal(x: Tree, mean: Tree, variance: Tree) -> Tree:
    """Return the density of the normal distribution."""
    return div(call("exp", _distance(x, mean, variance)), call("sqrt", _times(mul(TWO, PI), variance)))


def _log_normal(x: Tree, mean: Tree, variance: Tree) -> Tree:
    """Return the logarithm of the density of the normal distribution."""
    return add(_distance(x, mean, variance), neg(div(call("log", _times(mul(TWO, PI), variance)), TWO)))


def _distance(x: Tree, mean: Tree, variance: Tree) -> Tree:
    return neg(div(power(x if mean == ZERO else add(x, neg(mean)), TWO), _times(TWO, variance)))


def _times(factor: Tree, variance: Tree) -> Tree:
    return factor if variance == ONE else mul(factor, variance)


# Functions of libraries that are written by others: how many arguments they take, and what they are.
COMPOSED: dict[str, tuple[int, Callable[..., Tree]]] = {
    **dict.fromkeys(("pow", "power"), (2, power)),
    "Rational": (2, div),
    "Plus": (2, add),
    "Times": (2, mul),
    "Subtract": (2, lambda u, v: add(u, neg(v))),
    **dict.fromkeys(("Divide", "frac"), (2, div)),
    "log1p": (1, lambda u: call("log", add(ONE, u))),
    "expm1": (1, lambda u: add(call("exp", u), neg(ONE))),
    "logaddexp": (2, lambda u, v: call("log", add(call("exp", u), call("exp", v)))),
    "hypot": (2, lambda u, v: call("sqrt", add(power(u, number(2)), power(v, number(2))))),
    "softsign": (1, lambda u: div(u, add(ONE, call("abs", u)))),
    "exp2": (1, lambda u: power(number(2), u)),
    "exp10": (1, lambda u: power(number(10), u)),
    "erfc": (1, lambda u: add(ONE, neg(call("erf", u)))),
    "logit": (1, lambda u: call("log", div(u, add(ONE, neg(u))))),
    "logsigmoid": (1, lambda u: call("log", call("sigmoid", u))),
    "relu6": (1, lambda u: call("min", call("max", u, number(0)), number(6))),
    "rsqrt": (1, lambda u: div(ONE, call("sqrt", u))),
    **dict.fromkeys(("clip", "clamp"), (3, _between)),
    "reciprocal": (1, lambda u: div(ONE, u)),
    "mish": (1, lambda u: mul(u, call("tanh", call("softplus", u)))),
    "prelu": (2, lambda u, a: call("leaky_relu", u, a)),
    "selu": (1, lambda u: mul(_SELU[0], call("elu", u, _SELU[1]))),
    "tanhshrink": (1, lambda u: add(u, neg(call("tanh", u)))),
    "hardtanh": (1, lambda u: _between(u, number(-1), ONE)),
    **dict.fromkeys(("hardsigmoid", "hard_sigmoid"), (1, _hard_sigmoid)),
    **dict.fromkeys(("hardswish", "hard_swish"), (1, lambda u: mul(u, _hard_sigmoid(u)))),
    "huber": (2, _huber),
    DENSITY: (3, _normal),
    LOG_DENSITY: (3, _log_normal),
}

# Spellings that are not rows of the table of functions: a row with an argument filled in, or an operation.
SPELLINGS: dict[str, tuple[str, tuple[Tree, ...]]] = {
    "lg": ("logb", (number(10),)),
    "log10": ("logb", (number(10),)),
    "log2": ("logb", (number(2),)),
    "lb": ("logb", (number(2),)),
    **dict.fromkeys(("cbrt", "cuberoot", "CubeRoot", "root3"), ("root", (number(3),))),
    **dict.fromkeys(("fourthroot", "root4"), ("root", (number(4),))),
    **dict.fromkeys(("fifthroot", "root5"), ("root", (number(5),))),
    "square": ("pow", (number(2),)),
    "signum": ("sign", ()),
    "fabs": ("abs", ()),
    "maximum": ("max", ()),
    "minimum": ("min", ()),
    **{spelling: (spelling, ()) for spelling in COMPOSED},
}

# What programs with automatic differentiation have in them.
AUTOGRAD = ("ensor(", "ape", "grad", "Variable(", "Value(", "constant(", "array(", "backward", "Parameter(", ".rand", ".zeros", ".ones", "space(", "range(")

# Libraries whose name and a full stop stand before a function or a constant of theirs: np.sin(x), math.pi.
LIBRARIES = "np|numpy|math|Math|cmath|sp|sympy|scipy|special|torch|nn|functional|tf|keras|jax|jnp|self"

HEADS: dict[str, Head] = {
    **{alias: Head(name, (), alias) for alias, name in ALIASES.items()},
    **{name: Head(name, (), name) for name in FUNCTIONS},
    **{spelling: Head(name, extra, spelling) for spelling, (name, extra) in SPELLINGS.items()},
}
_AMPLITUDES = frozenset(alias for alias in HEADS if alias[0] == "a" and alias[1:] in ALIASES)  # Acos(ωt) is A·cos(ωt)
_LONGER = {alias: head for alias, head in HEADS.items() if len(alias) > 2 and alias.isascii()}
HEADS |= {alias.capitalize(): head for alias, head in _LONGER.items() if alias.capitalize() not in HEADS and alias not in _AMPLITUDES}
HEADS |= {alias.upper(): head for alias, head in _LONGER.items() if alias.upper() not in HEADS}
HEADS |= {"Arc" + alias[3:].capitalize(): head for alias, head in HEADS.items() if alias.startswith("arc") and len(alias) > 4}  # ArcTan
HEADS |= {"arc" + alias[3:]: head for alias, head in HEADS.items() if alias.startswith("Arc") and alias[3:].capitalize() == alias[3:]}  # arcTan


def logarithm(base: Tree, spelled: str) -> Head:
    """Return the logarithm to a base; to base e it is the natural one."""
    return Head("log", (), spelled) if base == E else Head("logb", (base,), spelled)


CONSTANTS: dict[str, Tree] = {"e": E, "pi": PI, "π": PI, "Pi": PI, "PI": PI}

_ELEMENTARY_NAMES = """
sqrt exp log logb sin cos tan cot sec csc asin acos atan acot asec acsc sinh cosh tanh coth sech csch asinh acosh atanh acoth asech acsch
"""
_ELEMENTARY = frozenset(_ELEMENTARY_NAMES.split())
# Functions that are written without brackets: sin x, ln x, arctg x. All others need brackets, else they are names.
BARE = frozenset(alias for alias, head in HEADS.items() if head.name in _ELEMENTARY and head.name != "logb" and alias != "root2") | {"lg", "log10", "sgn"}

_WITH_INVERSE = "sin cos tan cot sec csc sinh cosh tanh coth sech csch"
INVERSES = {name: "a" + name for name in _WITH_INVERSE.split()}
INVERSES |= {inverse: name for name, inverse in INVERSES.items()}

# Functions looked for inside a run of letters (sinx, xlnx), the longest first; short aliases would be found by accident.
INSIDE = frozenset(
    alias
    for alias in BARE
    if alias.islower() and (len(alias) > 2 or alias in ("ln", "lg", "tg")) and alias not in ("arch", "log10", "sgn", "tang", "sen", "senh")
)

# Letters that stand for a variable without being used elsewhere.
VARIABLES = frozenset("xyztuvwsrθ")

# Letters that stand for functions when a bracket follows.
FUNCTION_LETTERS = frozenset("fghFGHJφϕψΦΨ")

GREEK_WORDS = frozenset(GREEK) - {"pi", "Pi"}

# Functions of mathematics that have no row in the table: refused by name, even with several arguments.
_REFUSED = """
gamma Gamma Γ zeta round mod gcd lcm binomial factorial besselj bessely Ei Si Ci li erfi sinc LambertW lambertw polylog
Erfc Erfi LogGamma PolyGamma PolyLog EllipticE EllipticF EllipticK EllipticPi versin coversin haversin exsec excsc invsin invcos invtan
diff Diff Derivative derivative D Piecewise piecewise Integral integrate int Product prod Limit limit lim det tr Tr trace Trace softmax
fmod clip binom nCr nPr kron cross Cov corr Li Ai Bi Dot Integrate BesselI BesselJ BesselK BesselY
ExpIntegralE ExpIntegralEi LogIntegral SinIntegral CosIntegral SinhIntegral CoshIntegral FresnelS FresnelC ProductLog Zeta HarmonicNumber AppellF1
Hypergeometric0F1 Hypergeometric1F1 Hypergeometric2F1 HypergeometricPFQ HypergeometricU hypergeometric hyper expint Shi Chi fresnels fresnelc tgamma
expintegral_e expintegral_ei expintegral_e1 expintegral_si expintegral_ci expintegral_shi expintegral_chi expintegral_li fresnel_s fresnel_c
elliptic_e elliptic_f elliptic_k elliptic_kc elliptic_ec elliptic_pi gamma_incomplete uppergamma lowergamma
"""
# Others that are written without brackets as well: conj z, div F, Re(z).
_BARE_REFUSED = """
mod gcd lcm arg Arg conj sinc argmax argmin lim limit int integral integrate prod digamma lgamma erfi antilog versin coversin haversin
curl div grad laplacian Laplacian jacobian Jacobian hessian Hessian choose xor Var Cov rank diag vec logdet trunc round Re Im sum
"""
APPLIED = frozenset(_BARE_REFUSED.split())
NEVER_INDEXED = frozenset(("max", "min", "argmax", "argmin", "lim", "sup", "inf", "prod", "int", "sum"))  # max_i x_i
WITHOUT_ROW = APPLIED.union(_REFUSED.split()) - {"Re", "Im", "sum"}
OF_MATRICES = frozenset(("det", "tr", "Tr", "trace", "Trace", "rot"))  # also without brackets, before a capital letter

# Spellings of a request for a derivative, as computer algebra systems have them.
DIFFERENTIATORS = frozenset(("diff", "Diff", "derivative", "Derivative", "derive", "deriv", "differentiate", "D"))

# Quantities with short names that people spell out; a run of two or three other letters is a product.
_QUANTITIES = """
acc adj age act air amp ans avg bce bias bid cap cdf cost costs cov cur den diff dim dist dot dst ell emb eps err est fac fee fit gam gap gas gdp gpa hid hit
in inc inp kin kinetic kld lag lam law len lev lin loc low logs logit logits loss lot lr mae map mass mat max mean mid min mpg mse mu neg net new norm num obs
odds old op opt out par pay pct pdf pen pos pot pre pred price prob prod pts qty rad rate ratio raw ref reg rel rent res ret rev rmse row rss sample sd sec
seg sig size slope src sse ssr std sub sum tan tank tax temp tgt thr time tip tmp tol tot top train true tss uni val var vec vel vol wage wgt AIC BCE BIC CE
ERR KE KL MAE MLE MSE PE RMSE RSS SD SE SSE SSR SST SSTO TSS
"""
WORDS = frozenset(_QUANTITIES.split()) - frozenset(HEADS)

# Words between the pieces of a function that is given in pieces.
PIECES = frozenset(("else", "otherwise", "elsewhere"))

# Words of English around a formula.
_ENGLISH = """
where and if when whenever given let lets suppose assume assuming such that then while so also define defined as consider has have find finding the
derivative derivatives derive deriv differential gradient slope of what whats which is are was be its it this these differentiate differentiated differentiating
differentiation compute computing calculate calculating determine evaluate evaluating how do does did you we us can could would should to function
functions expression expressions equation equations following using use uses used by from chain rule rules quotient power please help me my first
second third fourth fifth sixth seventh eighth ninth tenth
partial partially respect wrt regard regards variable variables answer solve solving question problem example exercise show
prove obtain get give gives terms at point with for in on each both work out simplify simplified write down all every hence therefore want need know
trying tried thanks thank hello hi hey ordinary twice once times nth respectively constant constants any some formula calculus homework here below
above now step steps apply applying minimize minimise minimizing maximize maximise tangent curve line graph rate change called named method carefully real
fast quickly rapidly changing increasing decreasing growing
or product logarithmic instantaneous limit definition normal order one velocity acceleration gradients hessian
tree diagram draw sketch case take taking double verify confirm deduce demonstrate why equal
coefficient appropriate considering regarding exercises problems compare differentiable continuous indicated
solution solutions solver calculator asap urgent urgently
composition composite decompose satisfies satisfy along subject interval
shall our required looking stuck
principle principles vector state exact will be situation formulas information via express expressing
backpropagation backprop implicit implicitly parametric parametrically polar sides
marginal substitution explain
box cone sphere cylinder rectangle triangle balloon circle ellipse hyperbola parabola cycloid cardioid lemniscate astroid folium spiral
"""
PROSE = frozenset(_ENGLISH.split())

# Single words that are prose even beside a sign; the others may be quantities there (power, point, rate).
_CLEAR_WORDS = """
where and if when whenever given let lets suppose assume such that then find finding the derivative derivatives differentiate compute calculate of
determine derive deriv evaluate what whats how for with respect wrt using please solve show prove and obtain function equation expression differential simplify
implicitly solver calculator asap urgent urgently minimize minimise minimizing maximize maximise or thanks thank hello fast changing
increasing decreasing growing along explain
"""
CLEAR_WORDS = frozenset(_CLEAR_WORDS.split())


# How often is differentiated, in other languages: words that cannot be left out.
FOREIGN_ORDINALS = re.compile(
    "(?:second[aeo]|deuxi|troisi|segund|tercer|terceir|terza|zweit|dritt|tweede|derde|drug[aąi]|trzeci|втор|треть|четв)"
    "|.*(?:[二三四2-4]阶|[二三四2-4]階|[二三四]次)",
    re.IGNORECASE,
)

# Names of functions in words and in other languages, for the hint of what to write.
_SPOKEN = {
    "sin": "sine sinus seno", "cos": "cosine cosinus kosinus coseno", "tan": "tangent tangens tangente", "cot": "cotangent cotangens cotangente",
    "sec": "secant sekans secante", "csc": "cosecant kosekans cosecante", "asin": "arcsine arkussinus arcoseno",
    "acos": "arccosine arkuskosinus arccoseno", "atan": "arctangent arkustangens arctang arctangente", "log": "logarithm logarithmus logarithme logaritmo",
    "exp": "exponential exponentielle exponencial", "sqrt": "squareroot wurzel racine raiz", "abs": "absolute absolutevalue betrag",
    "sign": "signe signo", "max": "maximum", "min": "minimum",
}  # fmt: skip
FOREIGN = {word: name for name, words in _SPOKEN.items() for word in words.split()}


def nearest(word: str) -> str | None:
    """Return the known function whose spelling is nearest to a word, or None; names of the table come before other spellings."""
    if len(word) > 24:
        return None
    word = word.replace("I", "l").lower() if word[:1] == "I" else word.lower()
    if word in FOREIGN:
        return FOREIGN[word]
    spellings = [*FUNCTIONS, *(alias for alias in HEADS if alias.islower())]
    distance, best = min(((slips(word, spelling), spelling) for spelling in spellings), key=lambda option: option[0])
    return best if distance <= max(1, (len(word) + 1) // 3) else None


def slips(word: str, other: str) -> int:
    """Return how many letters to put in, take out or exchange lead from one word to another (Levenshtein)."""
    row = list(range(len(other) + 1))
    for place, letter in enumerate(word, start=1):
        above, row[0] = row[0], place
        for column, wanted in enumerate(other, start=1):
            above, row[column] = row[column], min(row[column] + 1, row[column - 1] + 1, above + (letter != wanted))
    return row[-1]

"""From a text to raw tokens: the notation it is in, what English asks around it, and what stands around a formula without a meaning."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from chainrule.errors import LimitExceeded, ReadError
from chainrule.syntax.around.bracketed_components import with_indices_below
from chainrule.syntax.around.copied import as_derivatives
from chainrule.syntax.around.delimited import has_language, separated
from chainrule.syntax.around.elsewhere import check_no_differences
from chainrule.syntax.around.english import ENGLISH, SPOKEN
from chainrule.syntax.around.meant import check_signs, check_words
from chainrule.syntax.around.pages import without_fences, without_marks, without_tags
from chainrule.syntax.around.programs import as_definitions
from chainrule.syntax.around.ranges import without_ranges
from chainrule.syntax.around.rewriting import rewritten
from chainrule.syntax.around.subscripts import with_subscripts
from chainrule.syntax.around.talk import without_points
from chainrule.syntax.around.units import without_units
from chainrule.syntax.around.wrapped import unquoted, without_wrapping
from chainrule.syntax.asked.curves import check_asked, with_components
from chainrule.syntax.asked.inverses import with_inverse
from chainrule.syntax.asked.likelihoods import with_log_likelihood
from chainrule.syntax.asked.points_said import without_point
from chainrule.syntax.asked.requests import NOTHING_SAID, Asked, Said
from chainrule.syntax.latex.braces import in_plain_latex
from chainrule.syntax.limits import Limits
from chainrule.syntax.pieces.written import with_pieces
from chainrule.syntax.rules import Readings
from chainrule.syntax.sums.above import with_indices_above
from chainrule.syntax.sums.loss_names import CALLED
from chainrule.syntax.sums.one_hot import with_one_hot
from chainrule.syntax.tokens.joined import MARK, with_joined_indices
from chainrule.syntax.tokens.plain import plain_tokens
from chainrule.syntax.tokens.token import Tokens
from chainrule.syntax.vectors.open_losses import without_dots
from chainrule.syntax.vocabulary import AUTOGRAD
from chainrule.syntax.words.numerals import with_decimal_points, with_numbers

if TYPE_CHECKING:
    from chainrule.syntax.asked.directions import Aim

_OF_VECTORS = re.compile(r"softmax|log[ _-]?sum[ _-]?exp", re.IGNORECASE)
_OF_COUNT = re.compile(r"/\s*+\d++\s*+[mnMN](?![\w(])")
_RATE = re.compile(r"\sat\s[a-z\s]{0,30}\d[^=]{0,30}?(?:/|\sper\s)")  # grows at a rate of 3 cm/s
_INTEGRAL = re.compile(r"∫|\\?\bint(?:egra(?:l|te))?(?![a-z])|\bIntegra")
_APPLIED = re.compile(r"\)[\s$]*+(?:[='′’]|\^\{?\\prime)")  # the value of a function at a number, or (fg)'(5), perhaps
_DERIVATIVE = re.compile(r"∂|/\s*+\(?\s*+d\s*+[^\W\d_]")  # what may be one
_WORDS = re.compile(r"[a-z]{2,}")
_ASKED_LAST = re.compile(  # f(x) = x^2 f'(x) = ?
    r"(?<=[\w)\]}²³])[^\S\n](?=\s*+(?:[A-Za-z]['’′]{1,3}(?:\(\w\))?|d[A-Za-z]\s?/\s?d[A-Za-z])\s*+(?:=\s*+\??|\?)\s*+\Z)"
)
_PRIMED = re.compile(r"(?<![^\W\d_])[A-Z](?:_?\d)?['’′](?!['’′])")  # X′ for X^T
_CURVE = re.compile(r"[a-z}⃗]\(\s?[a-z]\s?\)\s?=\s?(?:\\left\s?)?(?:[(<⟨]|\\langle)")  # r(t) = (cos t, sin t)
_LISTED = re.compile(  # what may hold a vector
    r"[<⟨⃗îĵ𝐢]|\\langle|matrix\}|array\}|\\(?:hat|vec|mathbf|boldsymbol|bm|overrightarrow|bf)(?![A-Za-z])|[ij]\s?[+−-][^=;\n]{0,200}[jk](?![\w(])|(?:=|\A[A-Za-z/\s$]{0,40})\s?[-−]?i\s[^=;\n]{1,200}[+−-]\s?[jk]\s"
)
_JACOBIAN = re.compile(r"[A-Z]\s?(?:∘|\\circ)|(?:∂|\\partial)\s?\(|\b[DJ](?:_?\{?[A-Z]|[a-z]\b)")  # ∂(x, y)/∂(u, v), DF(x, y), J_F
_DIRECTION = re.compile(r"irection|\bD_|(?:∇|\\nabla)")
_LENGTHS = re.compile(r"\|\s?(?:_|[·⋅*]?\s?\||\\cdot\s?\|)")  # what may be one of two lengths, or a norm |w|_1
_TIMES = re.compile(r"(?<!\*)\*(?!\*)")  # of arrays, beside @
_COMPARED = re.compile(r"[<>≤≥]|\\[lg][et]|(?:posi|nega)tive\b", re.IGNORECASE)
_SLASH = re.compile(r"(?<=\w)⁄(?=\s?[d∂][^\W\d])")
_LANGUAGE = re.compile(  # a part of each word that ``around.languages`` knows and English does not
    r"bleitung|eiten? |[dD][ée]riv(?:[ée]e|ad[ao]|at[ao]|er|ez|ar) |[dD]ériv|Deriva(?:re)? |erechne|estimme|rmittel|inden? |ilden? |alcul(?:e[rz]?|ar?) "
    r"|alcola|rouve|étermine|etermin(?:ar?|er|ez) |[hH]all|ncuentr|ncontr|rova|erek|epaal|wobei|waarbij|où |onde |ifferenzier|geleide"
    r"|导数|導數|导函数|導関数|微分|求导|미분|rapport à|relação|rispetto|respecto|teigung |pente |endiente |endenza |angente |radient\w* (?:von|d[ei]) |dérivé "
    r"|\b(?:Seien|Sei|Soit|Soient|Sea|Sean|Seja|Sejam|Sia|Siano|Gegeben|Dad[oa]|Zij|Gegeven) "
)
_ANSWER = re.compile(r"=\s*+\?(?=\s*+(?:\Z|[,;\n]|[^\W\d_]\w?(?:\(\w\))?\s?=))")  # where the answer is to come

NORMS = ("‖", "∥", "||", r"\|", "Vert")
_SAYING = re.compile(  # what may say something of vectors and matrices
    r"[T⊤ᵀ@∈⊙∇·]|\\(?:in|c?dot|odot|nabla|vec|over|bm|math|bold|top|intercal)|vector|matri|scalar|symmetric|definite|bold"
    r"|\b(?:np|numpy|torch|tf|jnp|linalg)\b|norm|sum|mean|dot|outer|matmul|einsum|inner|vdot|mm|mv|multiply|inv(?:erse)?\("
)


def problem_tokens(text: str, readings: Readings, limits: Limits, names: Collection[str] = ()) -> tuple[Tokens, Asked]:
    """Return the tokens of a problem, and what its English asks; ``names`` are those by which a caller differentiates."""
    check_length(text, limits)
    bare = _with_integrals(_without_page(text, readings))
    if "f(g(x))" in bare or "f(u)" in bare:
        from chainrule.syntax.around.answer_form import without_composition

        bare = without_composition(bare, readings)
    if "hot" in bare:
        bare = with_one_hot(bare)
    bare = with_log_likelihood(without_dots(without_ranges(bare, readings)), readings)
    if "σ" in bare or r"\sigma" in bare:
        from chainrule.syntax.asked.squares import without_squared_arguments
        from chainrule.syntax.asked.variances import by_variance

        bare = without_squared_arguments(by_variance(bare, readings), readings)
    check_signs(bare)
    bare = with_indices_below(with_subscripts(with_inverse(bare, readings)), readings)
    bare, toward = _with_components(bare, readings, names)
    matrix = None
    if "acobian" in bare or ("(" in bare and _JACOBIAN.search(bare)):
        from chainrule.syntax.vectors.jacobians import without_jacobian

        matrix = without_jacobian(bare)
        bare = matrix.text
    bare, said = _without_vectors(bare, readings)
    bare = in_plain_latex(bare)
    bare = with_indices_above(as_definitions(as_derivatives(separated(bare))), readings)
    bare = _with_operations(bare, readings)
    bare, point = without_point(with_decimal_points(with_numbers(without_units(bare, readings), readings), readings), readings)
    if "=" in bare and (bare.count("=") > 1 or "?" in bare):
        bare = _ASKED_LAST.sub(";", bare)
    bare = _ANSWER.sub(lambda found: ";".rjust(len(found[0])), bare) if "?" in bare else bare
    bare, stated = _without_conditions(bare, readings)
    asked = Asked(bare, (), 1)
    if not ENGLISH.isdisjoint(_WORDS.findall(bare.lower())) or has_language(bare):
        asked = _as_typed(bare, readings, text)
    _check_words(asked.text, text)
    if matrix is not None:
        asked = asked._replace(jacobian=matrix.of, wrt=matrix.wrt or asked.wrt, point=matrix.point or asked.point, each=asked.each or bool(matrix.wrt))
    if "Δ" in text or r"\Delta" in text:
        check_no_differences(text)
    if toward is not None:
        asked = asked._replace(direction=toward.direction, of=toward.of, point=toward.point or asked.point)
    tokens = raw_tokens(asked.text, limits, text, readings)
    if _OF_COUNT.search(asked.text):
        from chainrule.syntax.sums.counts import with_counts_below

        tokens = with_counts_below(tokens, readings)
    return tokens, asked._replace(point=point or asked.point, said=said, conditions=(*stated, *asked.conditions))


def _without_page(text: str, readings: Readings) -> str:
    """Return a text without what only a page, a program, a spreadsheet or another language has around its formulas."""
    if text[:9].lstrip()[:1] == "=":
        from chainrule.syntax.around.spreadsheets import as_expression

        text = as_expression(text)
    if _LANGUAGE.search(text):
        from chainrule.syntax.around.languages import in_english

        text = in_english(text)
    text = without_wrapping(without_fences(text) if "```" in text else text)
    bare = _with_factors(with_pieces(without_points(without_marks(unquoted(_with_slashes(text))), readings)))
    if any(map(bare.__contains__, (*AUTOGRAD, "cl", "()"))):  # clamp(…) and x.sin()
        from chainrule.syntax.around.autograd import without_programs

        bare = without_programs(bare, readings)
    return bare


def _without_conditions(text: str, readings: Readings) -> tuple[str, tuple[str, ...]]:
    """Return a text without the conditions on several quantities at once in it, and these."""
    if not _COMPARED.search(text):
        return text, ()
    from chainrule.syntax.asked.conditions_said import without_listed

    return without_listed(text, readings)


def _with_operations(text: str, readings: Readings) -> str:
    """Return a text with rates that are told in words as derivatives, and the usual signs for a colon that divides and a full stop that multiplies."""
    if (" at " in text and _RATE.search(text)) or "ow fast " in text:
        from chainrule.syntax.around.rates_told import with_rates

        text = with_rates(text, readings)
    if ":" in text or " . " in text:
        from chainrule.syntax.around.divisions import with_divisions, with_products

        text = with_products(with_divisions(text, readings), readings)
    return text


def _with_slashes(text: str) -> str:
    """Return a text with the usual sign of division for those that look like it, in front of a differential as well: dy⁄dx."""
    return text if text.isascii() else _SLASH.sub("/", text.replace("∕", "/"))


def _with_components(text: str, readings: Readings, names: Collection[str]) -> tuple[str, Aim | None]:
    """Return a text with its vectors by components in round brackets, and the direction that it asks for."""
    if _LISTED.search(text):
        from chainrule.syntax.around.listed import in_round_brackets, with_bold_units

        text = in_round_brackets(with_bold_units(text, readings, names))
    if _CURVE.search(text):
        check_asked(text)
        text = with_components(text, readings)
    if "×" in text or r"\times" in text:
        from chainrule.syntax.vectors.products import with_crosses

        text = with_crosses(text)
    if not _DIRECTION.search(text):
        return text, None
    from chainrule.syntax.asked.directions import without_direction

    toward = without_direction(text)
    return toward.text, toward


def _without_vectors(text: str, readings: Readings) -> tuple[str, Said]:
    """Return a text without what it says of vectors and matrices, its norms and traces in brackets, and what is said."""
    said = NOTHING_SAID
    if any(prime in text for prime in "'’′"):
        from chainrule.syntax.vectors.signs import with_transposes

        text = with_transposes(text)
    if "Σ" in text or r"\Sigma" in text:
        from chainrule.syntax.vectors.covariance import with_covariance

        text = with_covariance(text)
    if _SAYING.search(text):
        from chainrule.syntax.vectors.said import without_kinds

        text, said = without_kinds(text)
    if "|" in text and _LENGTHS.search(text):
        from chainrule.syntax.vectors.norms import with_lengths

        text = with_lengths(text)
    if has_norms(text):
        from chainrule.syntax.vectors.norms import with_norms

        text = with_norms(text, readings)
    if any(sign in text for sign in ("tr", "Tr", "det", "Det")) or ("|" in text and (said.kinds or "𝛴" in text or "^" in text)):
        from chainrule.syntax.vectors.traces import with_traces

        text = with_traces(text, said.kinds)
    return text, said


def has_norms(text: str) -> bool:
    """Return whether a text has what may be a norm."""
    return any(sign in text for sign in NORMS)


def _as_typed(bare: str, readings: Readings, text: str) -> Asked:
    """Return what English asks; errors mark the text as it was typed."""
    from chainrule.syntax.prose import read_prose

    try:
        return read_prose(bare, readings)
    except ReadError as error:
        if error.text is not None and len(error.text) == len(text):
            error.text = text
        raise


def _check_words(asked: str, text: str) -> None:
    """Refuse words that would be read as names; the error marks the text as it was typed."""
    try:
        check_words(asked)
    except ReadError as error:
        error.text = text if len(text) == len(asked) else asked
        raise


def answer_tokens(text: str, readings: Readings, limits: Limits, names: Collection[str], *, vectors: bool) -> Tokens:
    """Return the tokens of one expression, among names that are known."""
    check_length(text, limits)
    if vectors:
        text = _PRIMED.sub(lambda found: f"{found[0][:-1]}^T" if found[0][:-1] in names else found[0], text)
        text = _TIMES.sub("⊙", text) if "@" in text else text
        text, _ = _without_vectors(text, Readings(text))
    text = with_subscripts(text, names)
    if not SPOKEN.isdisjoint(_WORDS.findall(text.lower())):
        from chainrule.syntax.around.spoken import in_signs

        text = in_signs(text, readings)
    signs = _with_integrals(with_pieces(without_tags(text)))
    numbers = with_numbers(unquoted(_with_factors(in_plain_latex(signs))), readings)
    pointed = numbers if vectors or "," not in numbers else with_decimal_points(numbers, readings)
    return raw_tokens(with_indices_above(pointed, readings, names), limits, text, readings)


def check_length(text: str, limits: Limits) -> None:
    """Refuse a text that is too long, before anything looks through it."""
    if len(text) > limits.length:
        raise LimitExceeded(f"the text has {len(text)} characters", hint=f"the limit is {limits.length}")


def tokens_as_written(text: str, limits: Limits, shown: str) -> Tokens:
    """Return the tokens of LaTeX, or of plain text, before anything is put in for some of them."""
    try:
        if "\\" in text or "$" in text:
            from chainrule.syntax.latex.cut import latex_tokens

            return latex_tokens(text, limits)
        if ("/" in text or "∂" in text) and _DERIVATIVE.search(text):
            from chainrule.syntax.tokens.derivatives import plain_tokens_with_derivatives

            return plain_tokens_with_derivatives(text, limits)
        return plain_tokens(text, limits)
    except ReadError as error:
        error.text = shown if error.text is not None else None
        raise


def _with_integrals(text: str) -> str:
    """Return a text with integrals in signs that are written in words or as calls."""
    if not _INTEGRAL.search(text):
        return text
    from chainrule.syntax.integrals.words import in_signs

    return in_signs(text)


def _with_factors(text: str) -> str:
    """Return a text with one sign for degrees and one for percentages."""
    if not any(map(text.__contains__, ("%", "deg", "circ", "∘", "cent"))):
        return text
    from chainrule.syntax.around.angles import with_signs

    return with_signs(text)


def raw_tokens(text: str, limits: Limits, shown: str, readings: Readings) -> Tokens:
    """Return the tokens of a text in the notation it is found to be in; ``shown`` is the text as typed, which errors mark."""
    blanked = rewritten(text)
    shares = _OF_VECTORS.search(text)
    if shares:
        from chainrule.syntax.sums.softmax import of_vectors

        blanked = of_vectors(blanked)
    losses = CALLED.search(text)
    if losses:
        from chainrule.syntax.sums.losses import without_modules

        blanked = without_modules(blanked)
    tokens = tokens_as_written(blanked, limits, shown)
    tokens.text = shown
    if tokens.has("product") or "rod" in blanked or "Sum[" in blanked:
        from chainrule.syntax.sums.products import products_written_out

        tokens = products_written_out(tokens)
    if losses:
        from chainrule.syntax.sums.losses import with_losses

        tokens = with_losses(tokens)
    if shares or losses:
        from chainrule.syntax.sums.softmax import written_out

        tokens = written_out(tokens)
    if _APPLIED.search(blanked):
        from chainrule.syntax.asked.bare_functions import with_arguments

        tokens = with_arguments(tokens)
    if tokens.has("integral") or _INTEGRAL.search(text):
        from chainrule.syntax.integrals.signs import with_integrals

        tokens = with_integrals(tokens)
    if "∘" in blanked or r"\circ" in blanked:
        from chainrule.syntax.tokens.composition import without_compositions

        tokens = without_compositions(tokens)
    if tokens.has("relation") and (tokens.has("sum") or "sum" in text):
        from chainrule.syntax.sums.left_out import with_terms_left_out

        tokens = with_terms_left_out(tokens)
    if "_" in blanked and MARK.search(blanked):
        tokens = with_joined_indices(tokens, readings)
    if tokens.has("factor"):
        from chainrule.syntax.tokens.factors import with_factors

        tokens = with_factors(tokens, readings)
    if len(tokens.kinds) > limits.nodes:
        raise LimitExceeded(f"the text has {len(tokens.kinds)} parts", hint=f"the limit is {limits.nodes}")
    return tokens

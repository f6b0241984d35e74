"""What programs with automatic differentiation have around formulas: tensors of numbers, backward(), tapes, methods. Every place stays where it is."""

from __future__ import annotations

import re

from chainrule.syntax.around.arrays import MOST, opening
from chainrule.syntax.around.blanks import in_spaces, spaces
from chainrule.syntax.rules import Readings
from chainrule.syntax.vocabulary import AUTOGRAD, HEADS, LIBRARIES

_MADE = rf"(?:(?:{LIBRARIES}|autograd)\s?\.\s?)*+(?:tensor|Tensor|Variable|constant|Parameter|Value|Scalar|array|asarray)\("
_NUMBER = r"[-+−]?(?:\d++(?:\.\d*+)?|\.\d++)(?:[eE][-+]?\d++)?"
_START = r"(?:\A|(?<=\n)|(?<=;))[^\S\n]*+"
_END = r"[^\S\n]*+(?=[;\n]|\Z)"
_SCALAR = re.compile(  # x = torch.tensor(2.0)
    rf"(?<==)(\s*+)(?:{_MADE}\s*+){{1,2}}+(?:\[\s*+(?={_NUMBER}\s*+\]))?({_NUMBER})\s*+\]?\s*+(?:\)?\s*+,[^()\n]{{0,80}}+)?\){{1,2}}{_END}"
)
_ARRAY = re.compile(  # x = torch.tensor([1.0, 2.0]), w = torch.randn(3)
    rf"{_START}[^\W\d]\w*+\s?=\s?(?:(?:{_MADE}\s*+){{1,2}}+\[|(?:(?:{LIBRARIES})\s?\.\s?)++(?:random\.)?(?:randn?|zeros|ones|linspace|arange|normal|uniform)\()[^\n;]*+"
)
_DONE = re.compile(  # loss.backward(), print(w.grad), with tf.GradientTape() as tape:
    rf"{_START}(?:[A-Za-z_]\w*+(?:\.[a-z]\w*+)*\.(?:backward|zero_grad|step|retain_grad|requires_grad_|watch)\([^()\n;]*+\)|(?:print\()?[A-Za-z_]\w*+\.grad(?:\s?,\s?\w+\.grad)*+\)?"
    rf"|print\([^\n;]*(?:\.grad\b|[\"'])[^\n;]*+|with\s[^\n:;]*(?:Tape|_grad)\([^()\n]*+\)[^\n:;]*+:|(?:[A-Za-z_]\w*\s?=\s?(?:jax\.)?|jax\.)(?:value_and_)?grad\([A-Za-z_]\w*+[^()\n;]*+\)){_END}"
)
_ASKED = re.compile(
    rf"{_START}(?:[\w(), ]{{1,20}}=\s?)?(?:tape\.gradient|torch\.autograd\.grad|autograd\.grad)\(\s?(\w+)\s?,\s?(\w+)\s?(?:,[^()\n]*)?\)(?:\[0\])?{_END}"
)
_OF_LAMBDA = re.compile(r"(?<![\w.])(?:jax\.)?grad\((?=\s?lambda\b)([^\n;]*?)\)(?:\([\w.]+\))?" + _END)
_OF_FUNCTION = re.compile(r"(?<![\w.])(?:jax\.)?grad\(\s?([A-Za-z])\s?\)(?=\()")
_LEAST = re.compile(r"(?<![\w.])(?:(?:torch|tf|jnp|np)\.)?(?:clamp|clip)\(\s?(\w+)\s?,\s?(?:a_)?(min|max)\s?=\s?([-+.\w]+)\s?\)")
_METHODS = re.compile(r"(?<=[\w)])\.([a-z]\w*+)\(\s?\)")
LONGEST = 100  # letters of a name before a method
_OPERAND = re.compile(r"[A-Za-z_]\w*\Z")


def without_programs(text: str, readings: Readings) -> str:
    """Return a text without what a program does around its formulas: a tensor of one number is that number, other numbers are set aside.

    >>> without_programs("x = torch.tensor(2.0); y = x.sin(); y.backward()", Readings(""))
    'x =               2.0; y =  sin(x);             '
    """
    if any(map(text.__contains__, AUTOGRAD)):
        text = _OF_LAMBDA.sub(lambda found: f"{found[1]}".rjust(len(found[0])), text)
        text = _OF_FUNCTION.sub(lambda found: f"{found[1]}'".rjust(len(found[0])), text)
        text = _SCALAR.sub(lambda found: found[2].rjust(len(found[0])), text)
        text = _ASKED.sub(lambda found: f"diff({found[1]},{found[2]})".ljust(len(found[0])), _DONE.sub(in_spaces, text))
        for found in list(_ARRAY.finditer(text)):
            readings.add("set aside", found.start(), found.end(), "numbers are put in last")
            text = text[: found.start()] + spaces(found[0]) + text[found.end() :]
    if "cl" in text:
        text = _LEAST.sub(lambda found: f"{'max' if found[2] == 'min' else 'min'}({found[1]},{found[3]})".ljust(len(found[0])), text)
    return _without_methods(text) if "()" in text else text


def _without_methods(text: str) -> str:
    """Return a text with functions that stand behind what they are of in front of it: sin(x) for x.sin()."""
    for found in list(_METHODS.finditer(text))[:MOST]:
        before = _OPERAND.search(text, max(0, found.start() - LONGEST), found.start())
        start = opening(text, found.start() - 1) if text[found.start() - 1] == ")" else before.start() if before else -1
        if start < 0 or found[1] not in HEADS:
            continue
        operand = text[start : found.start()]
        operand = operand if operand[0] == "(" else f"({operand})"
        text = text[:start] + f"{found[1]}{operand}".rjust(found.end() - start) + text[found.end() :]
    return text

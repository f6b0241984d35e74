"""The words of the command line: which are options, which are mathematics."""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand, TyperGroup


class AsTyped:
    """Hands the words of the command line on as they are."""

    def coerce(self, value: Any, **_: Any) -> Any:
        """Return the value itself."""
        return value


def take_as_typed(command: Any, ctx: Any) -> None:
    """Spare the conversion of words: every parameter is text or a flag, and newer versions of typer import pydantic (70 ms) to see that."""
    for parameter in command.get_params(ctx):
        parameter._runtime_param = AsTyped()  # noqa: SLF001  # a version that has no such attribute is none the worse for it


class LeanGroup(TyperGroup):
    """The commands, with their options read as typed."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the options that stand before the command."""
        take_as_typed(self, ctx)
        return super().parse_args(ctx, args)


class MathematicsCommand(TyperCommand):
    """A command whose first argument is mathematics, so that a leading minus does not make an option of it."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Sort the words into options and the rest before they are parsed."""
        take_as_typed(self, ctx)
        takes_value = {name: not getattr(option, "is_flag", False) for option in self.params for name in option.opts if name.startswith("--")}
        arguments = sum(parameter.param_type_name == "argument" for parameter in self.params)
        return super().parse_args(ctx, sorted_words(args, takes_value | {"--help": False}, arguments))


def sorted_words(words: list[str], takes_value: dict[str, bool], arguments: int = 1) -> list[str]:
    """Return the options with their values first, then ``--`` and the rest.

    An option is ``--`` and a word of letters; ``-x^2`` and ``--x`` to the left of anything else are mathematics. Further
    words right after the value of ``--wrt`` are values of it too, once all ``arguments`` have been seen. An option that lacks
    its value stands last, to be refused by its name.
    """
    options: list[str] = []
    rest: list[str] = []
    waiting = iter(words)
    last = ""
    for word in waiting:
        name = word.partition("=")[0]
        if word == "--":
            rest += waiting
        elif name in takes_value or is_option(word):
            options.append(word)
            if takes_value.get(word):
                value = next(waiting, None)
                if value is None:
                    return options
                options.append(value)
            last = name
        elif last == "--wrt" and len(rest) >= arguments:
            options += ["--wrt", word]
        else:
            rest.append(word)
            last = ""
    return [*options, "--", *rest]


def is_option(word: str) -> bool:
    """Return whether a word looks like a long option, known or mistyped: ``--form``, not ``--x`` or ``--x^2``."""
    name = word.partition("=")[0][2:]
    return word.startswith("--") and len(name) > 1 and name.replace("-", "").isalpha() and name.isascii()

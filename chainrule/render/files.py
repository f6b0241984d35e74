"""Writing a rendering to a file: whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from chainrule.errors import OutputError


def check_target(path: Path, force: bool) -> None:
    """Raise OutputError where a file cannot be written to ``path``; an existing file needs ``force``."""
    try:
        there, plain, folder = path.exists(), path.is_file(), path.parent.is_dir()
    except (OSError, ValueError) as error:
        raise OutputError(f"cannot write '{path}': {error}") from error
    if there and not plain:
        raise OutputError(f"'{path}' is not a file")
    if there and not force:
        raise OutputError(f"'{path}' exists already", hint="use --force to write over it")
    if not folder:
        raise OutputError(f"there is no folder '{path.parent}'")


def save(path: Path, pieces: Iterable[str] | Iterable[bytes], force: bool = False) -> None:
    """Write pieces of text (in UTF-8) or bytes to a file; an error on the way leaves what was there before.

    Raises OutputError where the file exists (unless ``force``) or cannot be written.
    """
    check_target(path, force)
    target = path.resolve()
    beside = target.with_name(f".chainrule-{os.getpid()}.part")
    try:
        with beside.open("xb") as stream:
            stream.writelines(piece if isinstance(piece, bytes) else piece.encode() for piece in pieces)
        if target.exists():
            beside.chmod(target.stat().st_mode)
        beside.replace(target)
    except OSError as error:
        raise OutputError(f"cannot write '{path}': {error.strerror}") from error
    finally:
        beside.unlink(missing_ok=True)

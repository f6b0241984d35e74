from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from chainrule.errors import OutputError
from chainrule.render.files import save


def failing() -> Iterator[str]:
    yield "half"
    raise ZeroDivisionError


def test_whole(tmp_path: Path) -> None:
    """A file holds the pieces in UTF-8, and nothing else is left in the folder."""
    save(tmp_path / "a.txt", ["ŷ", "\n"])
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert (tmp_path / "a.txt").read_bytes() == "ŷ\n".encode()


def test_or_not_at_all(tmp_path: Path) -> None:
    """An error while rendering leaves what was there before."""
    target = tmp_path / "a.txt"
    target.write_text("before", encoding="utf8")
    with pytest.raises(ZeroDivisionError):
        save(target, failing(), force=True)
    assert target.read_text(encoding="utf8") == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_existing_file_needs_force(tmp_path: Path) -> None:
    """An existing file is refused, and written over with force, its mode kept and a link followed."""
    target, link = tmp_path / "a.txt", tmp_path / "link"
    target.write_text("before", encoding="utf8")
    target.chmod(0o640)
    link.symlink_to(target)
    with pytest.raises(OutputError, match="exists already"):
        save(target, ["after"])
    save(link, ["after"], force=True)
    assert target.read_text(encoding="utf8") == "after"
    assert target.stat().st_mode & 0o777 == 0o640
    assert link.is_symlink()


@pytest.mark.parametrize("place", ["no/such/folder.txt", ".", "a" * 300])
def test_unwritable(place: str, tmp_path: Path) -> None:
    """A path that cannot be written is refused with a message."""
    with pytest.raises(OutputError):
        save(tmp_path / place, ["text"], force=True)


def test_devices_are_not_replaced() -> None:
    """A device is not a file to write to."""
    with pytest.raises(OutputError, match="not a file"):
        save(Path("/dev/null"), ["text"], force=True)

"""Which files to read. In come a person's paths, out come files in a fixed order, and `Rejected` for others.

Folders are read whole, sorted by name; hidden entries, unknown kinds and folders already read are set aside by name.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from whence.intake.limits import STAGE
from whence.records import Rejected

KINDS = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "json_lines",
    ".ndjson": "json_lines",
}
_READ = "text, Markdown, HTML and JSON Lines (.txt .md .html .jsonl) are read"


def find_files(path: Path) -> Iterator[tuple[Path, str | None] | Rejected]:
    """(file, kind) for a file or all files of a folder. A file named by a person whose kind its name does not tell
    has kind null, to be told by its content; in a folder such a file is set aside."""
    try:
        if path.is_dir():
            yield from _find_in_folder(path, set())
        elif path.is_file():
            yield path, KINDS.get(path.suffix.lower())
        elif path.exists():
            yield Rejected(STAGE, str(path), "neither a file nor a folder")
        else:
            yield Rejected(STAGE, str(path), "no such file or folder")
    except (OSError, ValueError) as problem:
        yield Rejected(STAGE, str(path), f"cannot be opened: {getattr(problem, 'strerror', None) or problem}")


def _find_in_folder(folder: Path, read: set[tuple[int, int]]) -> Iterator[tuple[Path, str | None] | Rejected]:
    """All files below `folder`; `read` are the (device, inode) of folders read, by which loops of links end."""
    try:
        status = folder.stat()
        entries = sorted(folder.iterdir())
    except OSError as problem:
        yield Rejected(STAGE, str(folder), f"cannot be opened: {problem.strerror or problem}")
        return
    if (status.st_dev, status.st_ino) in read:
        yield Rejected(STAGE, str(folder), "a link to a folder already read")
        return
    read.add((status.st_dev, status.st_ino))
    if not entries:
        yield Rejected(STAGE, str(folder), "an empty folder")
    for entry in entries:
        yield from _find_entry(entry, read)


def _find_entry(entry: Path, read: set[tuple[int, int]]) -> Iterator[tuple[Path, str | None] | Rejected]:
    if entry.name.startswith("."):
        yield Rejected(STAGE, str(entry), "hidden; name it to read it")
    elif entry.is_dir():
        yield from _find_in_folder(entry, read)
    elif not entry.is_file():
        missing = entry.is_symlink() and not entry.exists()
        yield Rejected(STAGE, str(entry), "a link that leads nowhere" if missing else "neither a file nor a folder")
    elif (kind := KINDS.get(entry.suffix.lower())) is None:
        yield Rejected(STAGE, str(entry), f"an unknown kind of file; {_READ}")
    else:
        yield entry, kind

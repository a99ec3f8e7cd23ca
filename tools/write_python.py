"""Write docs/python.md from the docstrings of the Python API. In comes `whence`, out goes its reference.

Usage: python tools/write_python.py [--check]; with --check nothing is written, and exit code 1 says it is not up
to date.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import whence
from whence.gazetteers import PlaceBook

PAGE = Path(__file__).parents[1] / "docs" / "python.md"
DOORS = ("open", "create", "read", "open_model", "evaluate_finder", "compare_finders", "gazetteer", "find_places")
HEAD = """# From Python

Made from the docstrings by `python tools/write_python.py`; a test keeps it so. The command line calls only this.
Records that come back are the frozen ones of `whence.records`; unknown is `None`.

```python
import whence

with whence.open("my-war") as bench:
    bench.add(["reports/"])
    for row in bench.tally(by=("party", "month"), policy="ucdp"):
        print(dict(row.keys), row.effect, row.low, row.best, row.high)
```
"""


def find_doors() -> Iterator[tuple[str, Callable[..., object]]]:
    """The module's functions, then the public methods of a Workbench and a PlaceBook in the order they are written."""
    for name in DOORS:
        yield f"whence.{name}", getattr(whence, name)
    for kind in (type_of_bench(), PlaceBook):
        for name, member in vars(kind).items():
            if inspect.isfunction(member) and not name.startswith("_"):
                yield f"{kind.__name__}.{name}", member


def type_of_bench() -> type[object]:
    """The class that `whence.open` gives."""
    found: type[object] = whence.Workbench
    return found


def make_page() -> str:
    """The whole reference."""
    parts = [HEAD]
    for name, door in find_doors():
        signature = str(inspect.signature(door)).replace("(self, ", "(").replace("(self)", "()")
        signature = signature.replace("'", "")
        parts.append(f"## `{name}`\n\n```text\n{name}{signature}\n```\n\n{inspect.getdoc(door)}\n")
    return "\n".join(parts)


if __name__ == "__main__":
    page = make_page()
    if "--check" in sys.argv:
        current = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
        sys.exit(0 if current == page else "docs/python.md is not up to date; run python tools/write_python.py")
    PAGE.write_text(page, encoding="utf-8")

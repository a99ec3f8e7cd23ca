"""Whence: every figure of a war with who said it, and what can be counted from them.

`whence.open(record)` gives a Workbench, `whence.create(record)` a new one, `whence.read(paths)` reads without any.
They are loaded when first asked for, so that importing the package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from whence.opening import compare_finders, create, evaluate_finder, find_places, gazetteer, open, open_model
    from whence.reading import read
    from whence.workbench import Workbench

__version__ = "0.1.0"
_HOMES = {
    "Workbench": "workbench",
    "compare_finders": "opening",
    "create": "opening",
    "evaluate_finder": "opening",
    "find_places": "opening",
    "gazetteer": "opening",
    "open": "opening",
    "open_model": "opening",
    "read": "reading",
}
__all__ = [
    "Workbench",
    "__version__",
    "compare_finders",
    "create",
    "evaluate_finder",
    "find_places",
    "gazetteer",
    "open",
    "open_model",
    "read",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        import importlib

        return getattr(importlib.import_module(f"whence.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'whence' has no attribute {name!r}")

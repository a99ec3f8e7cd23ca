"""Every regular expression of the program, and text made against each. Used by the tests of linear time.

Patterns are caught while all modules are imported, their cached makers called and some documents read, in a process
of its own; those written out in a call are read from the source as well. A new pattern is found without a word here.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import pkgutil
import re
import re._constants as op  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
import subprocess
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

SOURCE = Path(__file__).resolve().parents[1] / "src" / "whence"
_SAMPLES = (
    "ORSA, 9 May (Agency) - Nine people, including three children, were killed on Monday when rebels shelled the "
    'market of Orsa, residents said. "It was a massacre," said a doctor. The army denied responsibility for the '
    "attack. At least 409 civilians have been killed since 15 November 2016, the Observatory said, without saying who "
    "hit the town last week. A year ago it had been bombed; gunmen claimed responsibility in March.\n\nComments (3)\n",
    "أورسا - قتل تسعة أشخاص بينهم ثلاثة أطفال يوم الاثنين في قصف لقوات النظام على مدينة أورسا، حسب ما قال ناشطون. "
    "ونفى الجيش مسؤوليته عن الهجوم الذي وقع في 15 أيار 2016.",
    "<html><head><title>Nine killed</title></head><body><p>Nine people were killed on Monday.</p></body></html>",
)


class Found(NamedTuple):
    """A pattern as compiled: its words, its flags, and where in the program it was (file:line)."""

    pattern: str
    flags: int
    where: str


def find_patterns() -> list[Found]:
    """Every pattern of the package, once each, by file and line of its first use."""
    done = subprocess.run([sys.executable, __file__], capture_output=True, text=True, check=True, timeout=300)
    caught = [Found(*row) for row in json.loads(done.stdout)]
    known = {(f.pattern, f.flags & ~re.UNICODE) for f in caught}
    return caught + [f for f in written_out() if (f.pattern, f.flags & ~re.UNICODE) not in known]


def written_out() -> list[Found]:
    """Patterns that stand in full in a call such as `re.search("…", words)`."""
    found: list[Found] = []
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
                continue
            of_re = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
            first = node.args[0]
            if of_re and isinstance(first, ast.Constant) and isinstance(first.value, str):
                words = "".join(ast.unparse(a) for a in (*node.args[1:], *(k.value for k in node.keywords)))
                flags = sum(int(getattr(re, name)) for name in ("IGNORECASE", "MULTILINE", "DOTALL") if name in words)
                flags |= sum(int(getattr(re, short)) for short in "IMS" if re.search(rf"\bre\.{short}\b", words))
                found.append(Found(first.value, flags, f"{path.relative_to(SOURCE)}:{node.lineno}"))
    return list({(f.pattern, f.flags): f for f in found}.values())


def _catch() -> list[Found]:
    """Import everything, call what makes patterns, read the samples; what the package compiled meanwhile."""
    caught: dict[tuple[str, int], Found] = {}
    compile_ = re._compile  # type: ignore[attr-defined]

    def catching(pattern: Any, flags: int) -> Any:
        made = compile_(pattern, flags)
        frame = inspect.currentframe()
        for _ in range(3):  # this function, re's own, the caller
            frame = frame.f_back if frame is not None else None
            file = frame.f_code.co_filename if frame is not None else ""
            if frame is not None and file.startswith(str(SOURCE)) and isinstance(made.pattern, str):
                where = f"{Path(file).relative_to(SOURCE)}:{frame.f_lineno}"
                caught.setdefault((made.pattern, made.flags), Found(made.pattern, made.flags, where))
                break
        return made

    re._compile = catching  # type: ignore[attr-defined]
    import whence

    modules = [
        m for found in pkgutil.walk_packages(whence.__path__, "whence.") if (m := _module(found.name)) is not None
    ]
    for module in modules:
        for maker in vars(module).values():
            if hasattr(maker, "cache_clear") and getattr(maker, "__module__", "") == module.__name__:
                _call(maker)
    _read_samples()
    return list(caught.values())


def _module(name: str) -> ModuleType | None:
    """A module of the package; null for those that do something when imported, or want an extra that is not here."""
    if "migrations" in name or name.endswith("__main__"):
        return None
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as missing:
        if (missing.name or "").startswith("whence"):
            raise
        return None


def _call(maker: Any) -> None:
    """A cached maker without arguments, or with those it can do without."""
    needed = [p for p in inspect.signature(maker).parameters.values() if p.default is p.empty]
    if not needed:
        maker.cache_clear()
        maker()


def _read_samples() -> None:
    import hashlib

    from whence.claims import find_claims
    from whence.records import Document
    from whence.text import read_text
    from whence.vocabulary import load_vocabulary

    for pack in (None, "syria"):
        vocabulary = load_vocabulary(pack)
        for words in _SAMPLES:
            content = words.encode()
            document = Document("d", words, content, hashlib.sha256(content).hexdigest(), "text/plain", "test")
            find_claims(read_text(document, vocabulary), vocabulary)


@lru_cache(maxsize=1)
def _sources() -> dict[str, str]:
    return {str(path.relative_to(SOURCE)): path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py")}


def only_at_a_place(found: Found) -> bool:
    """Whether the program only asks if the pattern stands at a given place (`match`), and never searches by it."""
    file, _, line = found.where.partition(":")
    at = int(line)
    here = [
        node
        for node in ast.walk(ast.parse(_sources()[file]))
        if isinstance(node, ast.Call | ast.Assign) and node.lineno <= at <= (node.end_lineno or at)
    ]
    if any(isinstance(node, ast.Call) and ast.unparse(node.func) == "re.match" for node in here):
        return True
    for node in here:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            uses = re.compile(rf"\b{name}\.(\w+)\(")
            sources = [_sources()[file]] if name.startswith("_") else _sources().values()
            used = {use for source in sources for use in uses.findall(source)}
            return bool(used) and used <= {"match", "fullmatch"}
    return False


# ---------------------------------------------------------------- text made against a pattern

_CATEGORY = {
    op.CATEGORY_DIGIT: "1", op.CATEGORY_SPACE: " ", op.CATEGORY_WORD: "a",
    op.CATEGORY_NOT_DIGIT: "a", op.CATEGORY_NOT_SPACE: "a", op.CATEGORY_NOT_WORD: " ",
}  # fmt: skip
_PLAIN = (" ", "a", "1", "A", '"', "(", ",", ".", "-", "\n", "a ", "1,", "A. ", " \n")
_ENDS = "\x00"


def hostile(found: Found, size: int) -> Iterator[tuple[str, str]]:
    """(what it is, text of about `size` characters): runs of plain marks, of the pattern's own words, of beginnings
    that nearly match, and of each repeated part after a beginning that reaches it."""
    tree = parser.parse(found.pattern, found.flags & ~re.TEMPLATE if hasattr(re, "TEMPLATE") else found.flags)
    whole = sample(tree)
    pieces: dict[str, str] = {repr(mark): mark for mark in _PLAIN}
    pieces["a whole match"] = whole
    pieces["a match but its last"] = whole[:-1] + _ENDS
    pieces["a match but its first"] = whole[1:] + " "
    for words in sorted(set(literals(tree)), key=len, reverse=True)[:6]:
        pieces[f"its own {words!r}"] = words + " "
    for what, piece in pieces.items():
        if piece:
            yield what, (piece * (size // len(piece) + 1))[:size] + _ENDS
    for before, body in list(repeats(tree))[:24]:
        if body:
            yield f"{before!r} then {body!r} on and on", before + (body * (size // len(body) + 1))[:size] + _ENDS
            unit = (before + body * 40)[:400]
            yield f"{before!r} {body!r} again", (unit * (size // max(1, len(unit)) + 1))[:size] + _ENDS


def sample(tree: Any) -> str:
    """A text that matches, or nearly (lookarounds are passed over): first branches, one of each repeat."""
    return "".join(_sample_of(code, arg) for code, arg in tree)


def _sample_of(code: Any, arg: Any) -> str:
    if code is op.LITERAL:
        return chr(arg)
    if code is op.NOT_LITERAL:
        return "b" if arg == ord("a") else "a"
    if code is op.ANY:
        return "a"
    if code is op.IN:
        return _of_set(arg)
    if code is op.BRANCH:
        return sample(max(arg[1], key=len))
    if code is op.SUBPATTERN:
        return sample(arg[3])
    if code is op.ATOMIC_GROUP:
        return sample(arg)
    if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        return sample(arg[2]) * max(1, arg[0])
    return ""


def _of_set(items: Any) -> str:
    if items and items[0][0] is op.NEGATE:
        barred = re.compile(_as_set(items))
        return next((c for c in "a 1.,-A\n" if barred.match(c)), "é")
    code, arg = items[0]
    if code is op.LITERAL:
        return chr(arg)
    if code is op.RANGE:
        return chr(arg[0])
    return _CATEGORY.get(arg, "a")


def _as_set(items: Any) -> str:
    parts = []
    for code, arg in items[1:]:
        if code is op.LITERAL:
            parts.append(re.escape(chr(arg)))
        elif code is op.RANGE:
            parts.append(f"{re.escape(chr(arg[0]))}-{re.escape(chr(arg[1]))}")
        else:
            parts.append({op.CATEGORY_DIGIT: r"\d", op.CATEGORY_SPACE: r"\s", op.CATEGORY_WORD: r"\w"}.get(arg, r"\W"))
    return f"[^{''.join(parts)}]"


def literals(tree: Any) -> Iterator[str]:
    """Runs of letters that the pattern asks for, at any depth."""
    run = ""
    for code, arg in tree:
        if code is op.LITERAL:
            run += chr(arg)
            continue
        if run:
            yield run
        run = ""
        for inner in _inside(code, arg):
            yield from literals(inner)
    if run:
        yield run


def repeats(tree: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """(what leads up to it, one turn of it) for each part that may be repeated without end or many times."""
    for code, arg in tree:
        if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT) and arg[1] > 3:
            for body in _turns(arg[2]):
                yield before, body
        for inner in _inside(code, arg):
            yield from repeats(inner, before)
        before += _sample_of(code, arg)


def _turns(tree: Any) -> Iterator[str]:
    """One turn of a repeated part, by each of its branches."""
    yield sample(tree)
    for code, arg in tree:
        branches = arg[1] if code is op.BRANCH else arg[3] if code is op.SUBPATTERN else ()
        if code is op.SUBPATTERN:
            branches = next((a[1] for c, a in branches if c is op.BRANCH), ())
        for branch in list(branches)[:4]:
            yield sample(branch)


def _inside(code: Any, arg: Any) -> list[Any]:
    if code is op.BRANCH:
        return list(arg[1])
    if code is op.SUBPATTERN:
        return [arg[3]]
    if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        return [arg[2]]
    if code in (op.ASSERT, op.ASSERT_NOT):
        return [arg[1]]
    if code is op.ATOMIC_GROUP:
        return [arg]
    return []


if __name__ == "__main__":
    print(json.dumps(_catch()))

"""Simulated texts read as any reports are. In comes a war, out come the claims found in its texts, with their truth.

Packs are read from files, so the war's pack is written to a temporary folder that is gone afterwards.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from tempfile import TemporaryDirectory

from whence.pipeline import Reading, read_many
from whence.records import Document, Published
from whence.simulate.heard import hear_texts
from whence.simulate.reports import War
from whence.simulate.texts import WrittenReport, write_pack, write_texts
from whence.simulate.told import Told


def read_war(war: War, jobs: int = 1) -> Told:
    """The claims that the program finds in the war's texts."""
    written = write_texts(war)
    with TemporaryDirectory(prefix="whence-simulated-") as folder:
        for name, content in write_pack(war).items():
            (Path(folder) / name).write_text(content, encoding="utf-8")
        found = list(read_many((_document(report) for report in written), folder, jobs))
    return hear_texts(war, written, (reading for reading in found if isinstance(reading, Reading)))


def _document(report: WrittenReport) -> Document:
    content = f"{report.id}\n{report.text}".encode()
    return Document(
        id=report.id,
        text=report.text,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        media_type="text/plain",
        origin="simulated",
        published=Published(report.published, "option"),
        source=report.source,
    )

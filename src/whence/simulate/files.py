"""A simulated war as files. In comes a war, out come names and contents: the pack, the reports and the truth.

pack/           the invented conflict, for `whence init --pack`
reports.jsonl   the texts, for `whence add`
truth.jsonl     every incident with its true figures, and the documents that tell of it
links.jsonl     which document tells of which incident, to score `whence incidents --json` by
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from whence.simulate.reports import War
from whence.simulate.texts import WrittenReport, write_pack, write_texts

_Line = Mapping[str, object]


def files_of(war: War) -> dict[str, str]:
    """Relative path to content, in the order they are to be written."""
    written = write_texts(war)
    return {
        **{f"pack/{name}": content for name, content in write_pack(war).items()},
        "reports.jsonl": _lines(_report(report) for report in written),
        "truth.jsonl": _lines(_truth(war, written)),
        "links.jsonl": _lines(_links(written)),
    }


def _report(report: WrittenReport) -> _Line:
    return {
        "id": report.id,
        "text": report.text,
        "published": report.published.isoformat(),
        "source": report.source,
    }


def _truth(war: War, written: Iterable[WrittenReport]) -> Iterable[_Line]:
    documents: dict[str, list[str]] = {}
    for report in written:
        for code in sorted({s.incident for s in report.stretches if s.incident}):
            documents.setdefault(code, []).append(report.id)
    for incident in war.incidents:
        yield {
            "incident": incident.code,
            "place": incident.place.name,
            "place_path": list(incident.place.path),
            "day": incident.day.isoformat(),
            "party": incident.party,
            "mode": incident.mode,
            "killed": incident.killed,
            "injured": incident.injured,
            "civilians_killed": incident.civilians,
            "children_killed": incident.children,
            "documents": documents.get(incident.code, []),
        }


def _links(written: Iterable[WrittenReport]) -> Iterable[_Line]:
    for report in written:
        told = list(dict.fromkeys(s.incident for s in report.stretches if s.incident))
        if told:
            yield {"id": report.id, "main": told[0], "also": told[1:], "unsure": False}


def _lines(objects: Iterable[_Line]) -> str:
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in objects)

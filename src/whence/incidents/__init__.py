"""Claims about one happening, linked. In come claims and what is known of their documents, out comes a `Linking`.

Nothing is dropped: every claim ends in an incident, in a total, or aside with a reason.
"""

from whence.incidents.blocking import block_keys, find_candidates
from whence.incidents.link import Part, find_marks, link_claims
from whence.incidents.marks import SAME, blocks_to_search, series_of
from whence.incidents.origins import find_origins
from whence.incidents.reach import find_reach

__all__ = [
    "SAME",
    "Part",
    "block_keys",
    "blocks_to_search",
    "find_candidates",
    "find_marks",
    "find_origins",
    "find_reach",
    "link_claims",
    "series_of",
]

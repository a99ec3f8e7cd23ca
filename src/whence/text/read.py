"""Taking a document apart. In comes a Document, out comes a Text: sections, sentences, date, language, wire service.

Every offset counts in the document's own text, which is never changed.
"""

from __future__ import annotations

from whence.records import Document, Section, SectionKind, Sentence, Text
from whence.text.agency import agencies_of, find_agency
from whence.text.background import find_background
from whence.text.dateline import find_published
from whence.text.furniture import find_article_end
from whence.text.language import guess_language
from whence.text.paragraphs import find_paragraphs
from whence.text.repeats import find_repeats
from whence.text.sections import find_stretches
from whence.text.sentences import find_sentences
from whence.text.sketch import find_words, make_sketch
from whence.text.stretches import Stretch
from whence.vocabulary import Vocabulary
from whence.vocabulary.garbled import legible

RULES = "text-v1"
READ_KINDS: frozenset[SectionKind] = frozenset({"headline", "caption", "subhead", "body", "background"})
_OWN_WORDS: frozenset[SectionKind] = frozenset({"headline", "body", "background"})
_READ_LANGUAGES = frozenset({"en", "ar"})


def read_text(document: Document, vocabulary: Vocabulary | None = None) -> Text:
    """The document taken apart; the vocabulary's pack, if any, adds the conflict's own news services.

    `published` is the document's, else the dateline's, else null with a note. Sentences of comments, reply forms and
    page furniture are there too, under their kind, so that nothing is lost in silence; claims are read from none.
    """
    paragraphs = find_paragraphs(document.text)
    text = legible(document.text)
    end, _ = find_article_end(text, paragraphs)
    head = find_published(text, paragraphs, end)
    stretches = find_stretches(text, paragraphs, head, document.title)
    sentences = _sentences(text, stretches)
    notes = list(head.notes) if document.published is None else []
    language, note = _language(document, text[:end])
    if note:
        notes.append(note)
    own = [word for s in sentences if s.section in _OWN_WORDS for word in find_words(text[s.start : s.end])]
    return Text(
        document=document.id,
        text=document.text,
        sections=_sections(text, stretches, sentences),
        sentences=sentences,
        published=document.published or head.published,
        language=language,
        source=document.source,
        title=document.title or _title(document.text, stretches),
        agency=find_agency(text[:end], text[:end], agencies_of(vocabulary.pack if vocabulary else None)),
        sketch=make_sketch(own),
        notes=tuple(notes),
    )


def _sentences(text: str, stretches: list[Stretch]) -> tuple[Sentence, ...]:
    spans = [(a, b, s.kind, s.paragraph) for s in stretches for a, b in find_sentences(text, s.start, s.end)]
    own = [i for i, (_, _, kind, _) in enumerate(spans) if kind == "body"]
    background = {own[i] for i in find_background([text[spans[i][0] : spans[i][1]] for i in own])}
    repeats = find_repeats([text[a:b] if kind in READ_KINDS else "" for a, b, kind, _ in spans])
    return tuple(
        Sentence(i, a, b, "background" if i in background else kind, paragraph, repeats.get(i))
        for i, (a, b, kind, paragraph) in enumerate(spans)
    )


def _sections(text: str, stretches: list[Stretch], sentences: tuple[Sentence, ...]) -> tuple[Section, ...]:
    """Neighbouring sentences of one kind as one section; a stretch without a sentence (a bare date) stays its own."""
    covered = [(s.start, s.end, s.section) for s in sentences]
    starts = {start for start, _, _ in covered}
    bare = [
        (s.start, s.end, s.kind)
        for s in stretches
        if not any(start in starts for start in range(s.start, min(s.end, s.start + 8)))
        and not any(s.start <= a < s.end for a, _, _ in covered)
    ]
    sections: list[Section] = []
    for start, end, kind in sorted([*covered, *bare]):
        if sections and sections[-1].kind == kind:
            sections[-1] = Section(kind, sections[-1].start, end)
        else:
            sections.append(Section(kind, start, end))
    return tuple(sections)


def _title(text: str, stretches: list[Stretch]) -> str | None:
    """The last headline: what stands above it is a masthead."""
    return next((text[s.start : s.end] for s in reversed(stretches) if s.kind == "headline"), None)


def _language(document: Document, text: str) -> tuple[str | None, str | None]:
    """The text's language and, where there are no reading rules for it, a note."""
    language, reason = guess_language(text)
    if language is None and document.language:
        language = document.language.lower().replace("_", "-").split("-")[0]
    if language is None:
        return None, f"language unknown: {reason}"
    if language not in _READ_LANGUAGES:
        return language, f"language '{language}' has no reading rules: nothing was read"
    return language, None

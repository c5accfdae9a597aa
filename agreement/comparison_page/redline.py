"""What came and went, as HTML: in one text, or the two texts beside each other.

Every word is escaped. Whoever cannot see colour has underlines and strokes, whoever listens has
words: each piece that came or went is announced, and so is its end.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from agreement.comparison.pieces import BlockChange, Fate, Piece, RunChange, Words
from agreement.comparison_page.redline_lists import Item, counted, nested
from agreement.rendering import Reference
from agreement.text.parse import WEB_ADDRESS
from agreement.text.runs import BlockKind, Run, TextBlock

TEXT_LANGUAGE = "de"


def reference_in(places: Mapping[str, tuple[str, str]]) -> Reference:
    """Return how a text refers to clauses; `places` are their numbers and addresses, by uid."""

    def reference(uid: str) -> tuple[str, str]:
        return places.get(uid) or (_("(Verweis ins Leere)"), "#")

    return reference


@dataclass(frozen=True)
class Redline:
    """Renders changes; `old` and `new` say how each text refers to clauses.

    Without them a reference reads as it was written, and leads nowhere.
    """

    old: Reference | None = None
    new: Reference | None = None

    def words(self, words: Iterable[Words]) -> SafeString:
        """Return words that stayed, came and went, in one line of text."""
        return _together(self._marked(one.piece, escape(one.text)) for one in words)

    def words_before(self, words: Iterable[Words]) -> SafeString:
        """Return the words before, with those marked that went."""
        return self.words(one for one in words if one.piece is not Piece.ADDED)

    def words_after(self, words: Iterable[Words]) -> SafeString:
        """Return the words after, with those marked that came."""
        return self.words(one for one in words if one.piece is not Piece.REMOVED)

    def text(self, changes: Sequence[BlockChange]) -> SafeString:
        """Return a text with its changes: paragraphs and lists, what went where it stood."""
        return nested(counted(changes, self._content))

    def sides(self, changes: Sequence[BlockChange], titles: tuple[str, str]) -> SafeString:
        """Return the two texts beside each other, paragraph by paragraph, under their titles."""
        return _together(self._row(item, titles) for item in counted(changes, self._content))

    def before(self, changes: Sequence[BlockChange]) -> SafeString:
        """Return the text before, with those words marked that went."""
        shown = [change for change in changes if change.old is not None]
        return nested(counted(shown, lambda change: self._side(change, Piece.ADDED)))

    def after(self, changes: Sequence[BlockChange]) -> SafeString:
        """Return the text after, with those words marked that came."""
        shown = [change for change in changes if change.new is not None]
        return nested(counted(shown, lambda change: self._side(change, Piece.REMOVED)))

    def _content(self, change: BlockChange) -> SafeString:
        note = _reshaped(change) if change.is_reshaped else SafeString("")
        return note + self._runs(change.pieces, self.new)

    def _side(self, change: BlockChange, other: Piece) -> SafeString:
        kept = self.old if other is Piece.ADDED else self.new
        return self._runs((one for one in change.pieces if one.piece is not other), kept)

    def _row(self, item: Item, titles: tuple[str, str]) -> SafeString:
        change = item.change
        is_same = change.fate is Fate.SAME
        sides = (
            (change.old, Piece.ADDED, item.old_number, titles[0], "old"),
            (change.new, Piece.REMOVED, item.new_number, titles[1], "new"),
        )
        cells = (
            (name, title, self._cell(block, self._side(change, other), number))
            for block, other, number, title, name in sides
        )
        return format_html(
            '<div class="redline__row{}">{}</div>',
            " redline__row--same" if is_same else "",
            format_html_join(
                "",
                '<div class="redline__side redline__side--{}">'
                '<p class="redline__label">{}</p>{}</div>',
                cells,
            ),
        )

    @staticmethod
    def _cell(block: TextBlock | None, content: SafeString, number: int) -> SafeString:
        if block is None:
            return format_html('<p class="redline__note">{}</p>', _("(steht hier nicht)"))
        if block.kind is BlockKind.PARAGRAPH:
            return format_html("<p>{}</p>", content)
        item = format_html("<li>{}</li>", content)
        for _level in range(block.level):
            item = format_html('<li class="redline__level"><ul>{}</ul></li>', item)
        if block.kind is BlockKind.NUMBERED and not block.level:
            return format_html('<ol start="{}">{}</ol>', number, item)
        return format_html("<ul>{}</ul>", item)

    def _runs(self, pieces: Iterable[RunChange], kept: Reference | None) -> SafeString:
        """Return runs, those that came or went together in one mark."""
        references = {Piece.REMOVED: self.old, Piece.ADDED: self.new}
        return _together(
            self._marked(piece, _together(_run(one, references.get(piece, kept)) for one in group))
            for piece, group in groupby(pieces, key=lambda one: one.piece)
        )

    def _marked(self, piece: Piece, html: SafeString) -> SafeString:
        before, after = self._marks[piece]
        return before + html + after if before else html

    @cached_property
    def _marks(self) -> Mapping[Piece, tuple[SafeString, SafeString]]:
        """What goes before and after a piece, in the words of the page's language."""
        end = _said(pgettext("redline", "Ende"), leading=" ")
        said = {
            Piece.ADDED: _said(_("eingefügt:")),
            Piece.REMOVED: _said(_("entfernt:")),
            Piece.RESTYLED: _said(_("anders hervorgehoben:")),
        }
        return {
            Piece.KEPT: (SafeString(""), SafeString("")),
            Piece.ADDED: (
                format_html("<ins>{}", said[Piece.ADDED]),
                format_html("{}</ins>", end),
            ),
            Piece.REMOVED: (
                format_html("<del>{}", said[Piece.REMOVED]),
                format_html("{}</del>", end),
            ),
            Piece.RESTYLED: (
                format_html('<span class="redline__restyled">{}', said[Piece.RESTYLED]),
                format_html("{}</span>", end),
            ),
        }


def redline_html(changes: Sequence[BlockChange]) -> SafeString:
    """Return a text with its changes in one piece; references lead nowhere."""
    return Redline().text(changes)


def redline_words(words: Iterable[Words]) -> SafeString:
    """Return words with what came and went, for a heading, a title or a plain text."""
    return Redline().words(words)


def _run(change: RunChange, reference: Reference | None) -> SafeString:
    run = change.run
    if run.clause and reference:
        number, url = reference(run.clause)
        return format_html('<a href="{}">{}</a>', url, number)
    html = _dressed(run)
    if run.href and change.piece in {Piece.ADDED, Piece.REMOVED}:
        # Two links may read the same and lead elsewhere.
        html += format_html(' <span class="redline__note">({})</span>', run.href)
    return html


def _dressed(run: Run) -> SafeString:
    html = escape(run.text)
    if run.bold:
        html = format_html("<strong>{}</strong>", html)
    if run.italic:
        html = format_html("<em>{}</em>", html)
    if WEB_ADDRESS.match(run.href):
        html = format_html('<a href="{}" rel="noopener noreferrer">{}</a>', run.href, html)
    return html


def _reshaped(change: BlockChange) -> SafeString:
    said = _("(war %(old)s, ist %(new)s)") % {
        "old": _shape(change.old),
        "new": _shape(change.new),
    }
    return format_html('<span class="redline__note">{}</span> ', said)


def _shape(block: TextBlock | None) -> str:
    if block is None or block.kind is BlockKind.PARAGRAPH:
        return _("ein Absatz")
    numbered = block.kind is BlockKind.NUMBERED
    name = _("Punkt einer nummerierten Liste") if numbered else _("Punkt einer Liste")
    if not block.level:
        return name
    return _("%(item)s in Ebene %(level)s") % {"item": name, "level": block.level + 1}


def _said(text: str, leading: str = "") -> SafeString:
    """Return words for whoever listens; the text around them is German whatever the page is."""
    language = get_language() or TEXT_LANGUAGE
    attribute = "" if language == TEXT_LANGUAGE else format_html(' lang="{}"', language)
    trailing = "" if leading else " "
    return format_html(
        '<span class="visually-hidden"{}>{}{}{}</span>', attribute, leading, text, trailing
    )


def _together(parts: Iterable[SafeString]) -> SafeString:
    """Return safe parts as one; they are escaped already, so nothing has to look at them again."""
    return SafeString("".join(parts))

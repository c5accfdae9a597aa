"""Blocks of a clause's text as HTML. Every word is escaped; no markup is ever stored."""

from collections.abc import Callable, Iterable, Sequence

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from agreement.text.runs import BlockKind, Run, TextBlock

Reference = Callable[[str], tuple[str, str]]
"""Number and address of a clause, by its uid, in the version that is read."""
Explain = Callable[[str], SafeString]
"""The HTML of some characters: every one escaped, terms explained."""

LIST_TAGS = {
    BlockKind.BULLET: (mark_safe("<ul>"), mark_safe("</ul>")),
    BlockKind.NUMBERED: (mark_safe("<ol>"), mark_safe("</ol>")),
}


def render_text(
    blocks: Sequence[TextBlock], reference: Reference, explain: Explain = escape
) -> SafeString:
    """Return the HTML of a clause's text; references show the number in the version read."""
    parts: list[SafeString] = []
    rest = list(blocks)
    while rest:
        if rest[0].kind is BlockKind.PARAGRAPH:
            parts.append(format_html("<p>{}</p>", _runs(rest.pop(0).runs, reference, explain)))
        else:
            parts.append(_list(_take_list(rest), reference, explain))
    return format_html_join("", "{}", ((part,) for part in parts))


def _take_list(rest: list[TextBlock]) -> list[TextBlock]:
    """Take the blocks of one list, with the lists inside it, from the front."""
    first = rest[0]
    length = next(
        (i for i, block in enumerate(rest) if not _belongs_to_list(block, first)), len(rest)
    )
    taken, rest[:] = rest[:length], rest[length:]
    return taken


def _belongs_to_list(block: TextBlock, first: TextBlock) -> bool:
    if block.kind is BlockKind.PARAGRAPH:
        return False
    return block.level > first.level or (block.level, block.kind) == (first.level, first.kind)


def _list(blocks: Sequence[TextBlock], reference: Reference, explain: Explain) -> SafeString:
    items: list[tuple[TextBlock, list[TextBlock]]] = []
    for block in blocks:
        if block.level > blocks[0].level:
            items[-1][1].append(block)
        else:
            items.append((block, []))
    opening, closing = LIST_TAGS[blocks[0].kind]
    rows = (
        (
            _runs(item.runs, reference, explain),
            render_text(inner, reference, explain) if inner else "",
        )
        for item, inner in items
    )
    return format_html("{}{}{}", opening, format_html_join("", "<li>{}{}</li>", rows), closing)


def _runs(runs: Iterable[Run], reference: Reference, explain: Explain) -> SafeString:
    return format_html_join("", "{}", ((_run(run, reference, explain),) for run in runs))


def _run(run: Run, reference: Reference, explain: Explain) -> SafeString:
    if run.clause:
        number, url = reference(run.clause)
        return format_html('<a href="{}">{}</a>', url, number)
    html = explain(run.text)
    if run.bold:
        html = format_html("<strong>{}</strong>", html)
    if run.italic:
        html = format_html("<em>{}</em>", html)
    if run.href:
        html = format_html('<a href="{}" rel="noopener noreferrer">{}</a>', run.href, html)
    return html

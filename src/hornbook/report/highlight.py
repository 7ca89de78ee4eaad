"""Untrusted texts as safe HTML: highlighted code, rendered Markdown, marked passages.

Everything that comes out of a corpus or a model passes through `escape` here; only the tags
written in this module are tags in the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from hornbook.report.view import Language, Pane

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from pygments.token import _TokenType

# Control characters (all but tab and newline) have no glyph and upset HTML parsers.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def render_pane(pane: Pane) -> Markup:
    """The text of a pane as HTML, by its language."""
    text = printable(pane.text)
    if pane.language is Language.MARKDOWN:
        return Markup('<div class="prose">{}</div>').format(markdown(text))
    code = python(text) if pane.language is Language.PYTHON and not pane.marks else None
    inner = code if code is not None else marked(text, pane.marks)
    return Markup('<pre tabindex="0">{}</pre>').format(inner)


def printable(text: str) -> str:
    """Replace what can't be shown by the replacement character."""
    return _UNPRINTABLE.sub("\ufffd", text.replace("\r\n", "\n"))


def python(text: str) -> Markup:
    """Python with its keywords, strings, comments, numbers and names of definitions marked.

    A compact form of what Pygments' own formatter writes: six classes, one tag for a run of
    tokens of the same class, nothing for the rest.
    """
    from pygments.lexers.python import PythonLexer

    pieces = []
    for css, value in _runs(PythonLexer(stripnl=False, ensurenl=False).get_tokens(text)):
        piece = escape(value)
        pieces.append(Markup('<i class="{}">{}</i>').format(css, piece) if css else piece)
    return Markup("").join(pieces)


def _runs(tokens: Iterator[tuple[_TokenType, str]]) -> Iterator[tuple[str, str]]:
    current, text = "", ""
    for kind, value in tokens:
        # White space takes the class of what stands before it, which saves tags.
        css = current if value.isspace() else _css(kind)
        if css != current:
            if text:
                yield current, text
            current, text = css, ""
        text += value
    if text:
        yield current, text


def _css(kind: _TokenType) -> str:
    from pygments.token import Comment, Keyword, Name, Number, Operator, String

    classes = (
        (Comment, "c"),
        (String.Doc, "d"),
        (String, "s"),
        (Keyword, "k"),
        (Operator.Word, "k"),
        (Number, "n"),
        (Name.Function, "f"),
        (Name.Class, "f"),
    )
    return next((css for parent, css in classes if kind in parent), "")


def marked(text: str, marks: tuple[str, ...]) -> Markup:
    """Escape ``text`` and put every passage of ``marks`` into ``<mark>``.

    Passages match whatever white space, digits and punctuation stand between their words,
    because detectors compare words.
    """
    patterns = [passage_pattern(passage) for passage in marks if re.search(r"[^\W\d_]", passage)]
    if not patterns:
        return escape(text)
    pieces, end = [], 0
    for found in re.finditer("|".join(patterns), text, flags=re.IGNORECASE):
        pieces += [escape(text[end : found.start()]), Markup("<mark>{}</mark>").format(found[0])]
        end = found.end()
    return Markup("").join([*pieces, escape(text[end:])])


def passage_pattern(passage: str) -> str:
    """A regular expression for the words of a passage, whatever stands between them."""
    words = re.findall(r"[^\W\d_]+", passage)
    return r"(?<![^\W\d_])" + r"[\W\d_]+".join(map(re.escape, words)) + r"(?![^\W\d_])"


def markdown(text: str) -> Markup:
    """Markdown without raw HTML, links and images: nothing in it can leave the page."""
    return Markup(_markdown().render(text))


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    def fence(code: str, language: str, attributes: str) -> str:
        known = language.lower() in ("", "python", "py", "python3")
        return f'<pre tabindex="0">{python(code) if known else escape(code)}</pre>'

    parser = MarkdownIt("commonmark", {"html": False, "highlight": fence})
    return parser.disable(["link", "image", "autolink", "html_inline", "html_block", "reference"])

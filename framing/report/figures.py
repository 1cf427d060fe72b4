"""Figures as SVG: text stays text, colours follow the page, and the same input gives the same bytes."""

from __future__ import annotations

import io
import math
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from markupsafe import Markup

INK, PAPER, ACCENT, FAINT = "#1f1e1b", "#ffffff", "#0f5c73", "#8b877e"
_SVG = "http://www.w3.org/2000/svg"
_HREF = "{http://www.w3.org/1999/xlink}href"
_SETTINGS: dict[Any, Any] = {
    "svg.hashsalt": "framing",
    "svg.fonttype": "none",
    "text.parse_math": False,  # a "$" in an outlet's name is a "$"
    "font.family": "DejaVu Sans",
    "font.size": 9.0,
    "text.color": INK,
    "axes.edgecolor": FAINT,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
}
_NO_DATE = {"Date": None, "Creator": None, "Format": None, "Type": None}
_MOST_ANNOTATED = 16  # articles up to which a heatmap writes the number in each cell
_BOX = re.compile(
    r"M (?P<x>[\d.]+) (?P<y>[\d.]+) L (?P<u>[\d.]+) (?P=y) L (?P=u) (?P<v>[\d.]+) L (?P=x) (?P=v)"
    r" L (?P=x) (?P=y)"
)
_MANY = 300  # paths of one group, beyond which those that look alike are joined
_DARKEST = 0.68  # share of the accent in a cell of likeness 1, so that dark text can be read on every cell


@dataclass(frozen=True, slots=True)
class Point:
    """One row of one panel: a rate with its interval; `other`, a rate that it is compared with.

    One that is not `sure` is drawn hollow.
    """

    value: float
    low: float
    high: float
    other: float | None = None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Panel:
    """One framing sign: a title and one point a source (None where nothing was measured)."""

    title: str
    points: tuple[Point | None, ...]


def overlap_figure(labels: Sequence[str], square: Sequence[Sequence[float]]) -> str:
    """A heatmap of the likeness of every two articles, as SVG.

    Args:
        square: shape (n, n), each in [0, 1], in the order of `labels`.
    """
    with _drawing():
        import numpy as np
        import seaborn as sns
        from matplotlib.colors import LinearSegmentedColormap

        few = len(labels) <= _MOST_ANNOTATED
        names = [short(label, 26) for label in labels]
        size = 1.2 + (0.62 if few else 0.2) * len(labels)
        figure, axes = _canvas(size + 1.0, size)
        sns.heatmap(
            np.asarray(square, dtype=float),
            ax=axes,
            mask=np.eye(len(labels), dtype=bool) if few else np.triu(np.ones_like(square, dtype=bool)),
            vmin=0.0,
            vmax=1.0 / _DARKEST,
            cmap=LinearSegmentedColormap.from_list("framing", [PAPER, ACCENT], N=256 if few else 64),
            cbar=False,
            square=True,
            linewidths=2.0 if few else 0.5,
            linecolor=PAPER,
            annot=few,
            fmt=".2f",
            annot_kws={"color": INK},
            xticklabels=False,  # set below: seaborn would measure them all first
            yticklabels=False,
        )
        middles = [number + 0.5 for number in range(len(names))]
        axes.set_xticks(middles, names, rotation=35, ha="right", rotation_mode="anchor")
        axes.set_yticks(middles, names)
        axes.tick_params(length=0)
        return _svg(figure, "overlap")


def profile_figure(labels: Sequence[str], panels: Sequence[Panel], name: str = "signs") -> str:
    """Every framing sign as a small panel, one row a source: its rate and the interval, as SVG.

    All panels stand in one coordinate system, drawn at once: a tenth of the time of an axes each. The ids
    in it begin with `name`.
    """
    with _drawing():
        columns, rows = min(3, len(panels)), -(-len(panels) // 3)
        step = len(labels) + 2.3  # room for the title above and the scale below
        figure, axes = _canvas(3.0 + 2.1 * columns, 0.22 * step * rows)
        dots: dict[bool, list[tuple[float, float]]] = {True: [], False: []}
        bars, ticks = [], []
        for number, panel in enumerate(panels):
            left, top = (number % columns) * 1.22, (number // columns) * step
            limit = _nice(max((max(p.high, p.other or 0.0) for p in panel.points if p), default=0.0))
            _frame(axes, panel.title, left, top, len(labels), limit)
            for row, point in enumerate(panel.points):
                if point is not None:
                    y = top + 1.2 + row
                    dots[point.sure].append((left + point.value / limit, y))
                    if point.other is not None:
                        ticks.append((left + point.other / limit, y - 0.36, y + 0.36))
                    bars.append((y, left + point.low / limit, left + min(1.0, point.high / limit)))
        for top in {(number // columns) * step for number in range(len(panels))}:
            for row, label in enumerate(labels):
                axes.text(-0.05, top + 1.2 + row, short(label, 28), ha="right", va="center")
        axes.hlines(*zip(*bars, strict=True), color=ACCENT, linewidth=1.6) if bars else None
        axes.vlines(*zip(*ticks, strict=True), color=INK, linewidth=1.2) if ticks else None
        for sure, (fill, edge, wide) in {True: (ACCENT, PAPER, 0.8), False: (PAPER, ACCENT, 1.2)}.items():
            if dots[sure]:
                xs, ys = zip(*dots[sure], strict=True)
                axes.scatter(xs, ys, color=fill, s=34, edgecolor=edge, linewidth=wide, zorder=3)
        axes.set(xlim=(-0.75, 1.22 * columns - 0.12), ylim=(rows * step, 0))
        axes.set_axis_off()
        return _svg(figure, name)


def inline(svg: str) -> Markup:
    """A figure as it stands in a page: its colours are the page's, so that it reads in the dark as well.

    >>> inline('<text fill="#1f1e1b">a &amp; b</text>')
    Markup('<text fill="var(--ink)">a &amp; b</text>')
    """
    for colour, name in ((INK, "ink"), (PAPER, "paper"), (ACCENT, "accent"), (FAINT, "faint")):
        svg = re.sub(f'(fill|stroke)="{colour}"', rf'\1="var(--{name})"', svg)
    svg = re.sub(r'fill="(#[0-9a-f]{6})"', _shade, svg)
    return Markup(svg)  # an XML writer escaped every word of it


def short(label: str, most: int) -> str:
    """A label of at most so many characters.

    >>> short("The Halmer Courier", 10)
    'The Halme…'
    """
    return label if len(label) <= most else label[: most - 1].rstrip() + "…"


def _shade(match: re.Match[str]) -> str:
    """A colour between paper and accent becomes the accent, more or less transparent."""
    red, darkest = int(match.group(1)[1:3], 16), int(ACCENT[1:3], 16)
    share = (255 - red) / (255 - darkest)
    return f'fill="var(--heat)" fill-opacity="{share:.2f}"'


def _frame(axes: Any, title: str, left: float, top: float, rows: int, limit: float) -> None:
    axes.text(left, top + 0.35, short(title, 30), ha="left", va="center", weight="bold")
    low = top + 0.7 + rows
    axes.vlines([left, left + 0.5, left + 1.0], top + 0.75, low, color=FAINT, linewidth=0.5, alpha=0.55)
    for share in (0.0, 0.5, 1.0):
        axes.text(
            left + share, low + 0.1, f"{limit * share:g}", ha="center", va="top", fontsize=7.5, color=INK
        )


def _nice(limit: float) -> float:
    """The next of 1, 2, 4, 5 or 10 times a power of ten: the right end of a scale that starts at 0."""
    if limit <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(limit))
    return next(step * power for step in (1, 2, 4, 5, 10) if limit <= step * power)


@contextmanager
def _drawing() -> Iterator[None]:
    import matplotlib

    with matplotlib.rc_context(_SETTINGS), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")  # the reader's fonts have it
        yield


def _canvas(width: float, height: float) -> tuple[Any, Any]:
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height))
    FigureCanvasSVG(figure)  # else texts would be measured on a bitmap of the figure's size
    return figure, figure.add_axes((0.0, 0.0, 1.0, 1.0))


def _svg(figure: Any, name: str) -> str:
    """The figure as one clean `<svg>`: no date, no `style`, no ids but those that are referred to."""
    out = io.StringIO()
    figure.savefig(
        out, format="svg", metadata=_NO_DATE, bbox_inches="tight", pad_inches=0.05, transparent=True
    )
    ElementTree.register_namespace("", _SVG)
    root = ElementTree.fromstring(out.getvalue())
    for parent in root.iter():
        for child in [c for c in parent if c.tag in (f"{{{_SVG}}}metadata", f"{{{_SVG}}}style")]:
            parent.remove(child)
    for parent in root.iter(f"{{{_SVG}}}g"):
        _join(parent)
    _strip(root)
    used = {item.get(_HREF, "")[1:] for item in root.iter()}
    used |= {found for item in root.iter() for found in re.findall(r"url\(#(\w+)\)", str(item.attrib))}
    for item in root.iter():
        _tidy(item, used, name)
    width, height = float(root.attrib["viewBox"].split()[2]), float(root.attrib["viewBox"].split()[3])
    root.attrib.pop("version", None)
    root.set("width", f"{width * 4 / 3:.0f}")
    root.set("height", f"{height * 4 / 3:.0f}")
    root.set("font-family", "system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif")
    root.set("stroke-linejoin", "round")
    return ElementTree.tostring(root, encoding="unicode")


def _join(parent: ElementTree.Element) -> None:
    """Make one path of the many that look alike: a heatmap of 100 articles has thousands of cells."""
    paths = [child for child in parent if child.tag == f"{{{_SVG}}}path" and "style" in child.attrib]
    first: dict[str, ElementTree.Element] = {}
    if len(paths) < _MANY:
        return
    for path in paths:
        if "fill: none" in path.get("style", ""):  # a cell of the half that is not drawn
            parent.remove(path)
            continue
        path.set("d", _rounded(path.get("d", "")))
        same = first.setdefault(path.get("style", ""), path)
        if same is not path:
            same.set("d", f"{same.get('d')} {path.get('d')}")
            parent.remove(path)


def _strip(item: ElementTree.Element) -> None:
    """Take away indentation and empty groups."""
    for child in list(item):
        _strip(child)
        if child.tag == f"{{{_SVG}}}g" and not len(child):
            item.remove(child)
        child.tail = None
    if len(item):
        item.text = None


def _rounded(line: str) -> str:
    """A path with one decimal; an upright rectangle as its corner and sides.

    >>> _rounded("M 1.04 2 L 4.04 2 L 4.04 7 L 1.04 7 L 1.04 2")
    'M1 2h3v5h-3z'
    """
    box = _BOX.fullmatch(" ".join(line.split()))
    if box is None:
        return re.sub(r"\d+\.\d+", lambda n: f"{float(n.group()):.1f}", " ".join(line.split()))
    left, top, right, bottom = (round(float(box[key]), 1) for key in ("x", "y", "u", "v"))
    return f"M{left:g} {top:g}h{right - left:.4g}v{bottom - top:.4g}h{left - right:.4g}z"


def _tidy(item: ElementTree.Element, used: set[str], name: str) -> None:
    """Turn `style` into attributes, which a strict Content-Security-Policy allows, and rename the ids."""
    for part in item.attrib.pop("style", "").split(";"):
        key, _, value = (bit.strip() for bit in part.partition(":"))
        if key == "font":
            item.set("font-size", re.search(r"[\d.]+px", value).group())  # type: ignore[union-attr]
            if "bold" in value or "700" in value:
                item.set("font-weight", "bold")
        elif key:
            item.set(key, value)
    if item.get("font-family", "").strip("'\"") == "DejaVu Sans":
        item.attrib.pop("font-family")  # the figure's own stands at its top
    if item.get("transform", "").startswith("rotate(-0 "):
        item.attrib.pop("transform")
    identity = item.attrib.pop("id", "")
    if identity and identity in used:
        item.set("id", f"{name}-{identity}")
    if _HREF in item.attrib:
        item.set("href", f"#{name}-{item.attrib.pop(_HREF)[1:]}")
    for key in ("clip-path",):
        if key in item.attrib:
            item.set(key, item.attrib[key].replace("url(#", f"url(#{name}-"))

"""PDF files drawn by hand: each page a content stream, so that a test knows what is printed where.

Coordinates are PDF's own (points, y upwards) inside a content stream.
"""

import zlib

FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
    b" /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light"
    b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >>"
    b" /DW 1000 /W [1 95 500 814 907 500] >>] >>"
)


def text(x, y, what, size=10, matrix=None, mode=0):
    """A piece of text with its baseline at (x, y); ``matrix`` turns it."""
    a, b, c, d = matrix or (1, 0, 0, 1)
    code = what.encode("utf-16-be").hex()
    return f"BT {mode} Tr /F1 {size} Tf {a} {b} {c} {d} {x} {y} Tm <{code}> Tj ET\n"


def line(x0, y0, x1, y1, width=0.5):
    """A stroked line."""
    return f"{width} w {x0} {y0} m {x1} {y1} l S\n"


def bar(x0, y0, x1, y1, colour="0 g"):
    """A filled box."""
    return f"q {colour} {x0} {y0} {x1 - x0} {y1 - y0} re f Q\n"


def grid(xs, ys):
    """The lines of a whole grid."""
    across = "".join(line(xs[0], y, xs[-1], y) for y in ys)
    return across + "".join(line(x, ys[0], x, ys[-1]) for x in xs)


def table(rows, left=60, top=700, width=110, height=20, size=10):
    """A ruled table of the given texts, its upper left corner at (left, top)."""
    xs = [left + width * c for c in range(len(rows[0]) + 1)]
    ys = [top - height * r for r in range(len(rows) + 1)]
    drawn = grid(xs, ys)
    for r, row in enumerate(rows):
        for c, what in enumerate(row):
            drawn += text(xs[c] + 4, ys[r + 1] + 6, what, size) if what else ""
    return drawn


def on_layer(number, content):
    """What is drawn on the layer of a number."""
    return f"/OC /L{number} BDC\n{content}EMC\n"


class Pdf:
    """A PDF made page by page; ``data`` is its bytes."""

    def __init__(self):
        self._objects = [b"", b"", FONT]
        self._pages = []
        self._layers = {}

    def _add(self, body, stream=None):
        if stream is not None:
            packed = zlib.compress(stream.encode("latin-1"))
            body = body[:-2] + b"/Length %d /Filter /FlateDecode >>" % len(packed)
            body += b"\nstream\n" + packed + b"\nendstream"
        self._objects.append(body)
        return len(self._objects)

    def layer(self, on):
        """Adds a layer that is shown or not; what :func:`on_layer` draws with its number is
        on it."""
        number = self._add(b"<< /Type /OCG /Name (Layer) >>")
        self._layers[number] = on
        return number

    def page(
        self, content, width=595, height=842, rotate=0, form=None, picture=None, extra="", layer=0
    ):
        """Adds a page; ``form`` is (matrix, content) of a form object drawn as /X1, ``picture``
        the (matrix) on which a grey picture is drawn; the form stands on a ``layer``."""
        inside = ""
        if form:
            matrix, drawn = form
            on = b"/OC %d 0 R" % layer if layer else b""
            number = self._add(
                b"<< /Type /XObject /Subtype /Form /BBox [-2000 -2000 2000 2000] /Matrix [%s]"
                b" /Resources << /Font << /F1 3 0 R >> /Properties << %s >> >> %s >>"
                % (" ".join(map(str, matrix)).encode(), self._properties().encode(), on),
                drawn,
            )
            inside, content = f"/X1 {number} 0 R", content + "/X1 Do\n"
        if picture:
            number = self._add(
                b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray"
                b" /BitsPerComponent 8 >>",
                "\xf0",
            )
            matrix = " ".join(map(str, picture))
            inside, content = f"/X2 {number} 0 R", f"q {matrix} cm /X2 Do Q\n" + content
        stream = self._add(b"<< >>", content)
        self._pages.append(
            self._add(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Rotate {rotate}"
                f" /Contents {stream} 0 R /Resources << /Font << /F1 3 0 R >>"
                f" /XObject << {inside} >> /Properties << {self._properties()} >> >>"
                f" {extra} >>".encode()
            )
        )
        return self

    def _properties(self):
        return " ".join(f"/L{number} {number} 0 R" for number in self._layers)

    def bytes(self, trailer=b""):
        """The file."""
        kids = " ".join(f"{number} 0 R" for number in self._pages)
        layers = ""
        if self._layers:
            every = " ".join(f"{number} 0 R" for number in self._layers)
            off = " ".join(f"{number} 0 R" for number, on in self._layers.items() if not on)
            layers = f"/OCProperties << /OCGs [{every}] /D << /Order [{every}] /OFF [{off}] >> >>"
        self._objects[0] = f"<< /Type /Catalog /Pages 2 0 R {layers} >>".encode()
        self._objects[1] = f"<< /Type /Pages /Kids [{kids}] /Count {len(self._pages)} >>".encode()
        out = b"%PDF-1.7\n"
        places = []
        for number, body in enumerate(self._objects, 1):
            places.append(len(out))
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
        return out + b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (
            len(places) + 1,
            trailer,
            start,
        )

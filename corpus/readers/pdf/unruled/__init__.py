"""Tables without ruling lines, or with few, found by how their text is set.

The decision rule.  A table is taken only where all of this holds; else the text stays text:

- at least two lines (or one row of three, or any under a line that states the unit) print
  figures that stand alone, in columns whose gutters no other line crosses, each column set to
  one edge;
- no line among them is a sentence, a contents entry, a caption or a title;
- every column of figures has a header of its own above it, and every header that stands over
  several columns has exactly one set of columns it can be centred over;
- every line of a wrapped name belongs to exactly one row, no row holds two figures in one
  column, and where a header announces names there are some;
- a unit is printed above or in the header, or most figures are printed as amounts are (with
  decimals or thousands separators).

A table that meets the first two and the last of these but not the others is left as text with
a warning: a figure under a wrong header is worse than a missing one.

Rows without a header, or with that of the page before, go on from the table there if each of
their columns stands where one of that table does; else they stay text with a warning.  Text
that stays from a table names no other table, nor does its title or unit hold for one below.

Columns by the white space that runs down between the text are those of A. Nurminen,
"Algorithmic Extraction of Data in Tables in PDF Documents" (Tampere 2013), on which
the stream mode of Camelot and the text strategy of pdfplumber are built too; the rows,
the headers and the refusals are this project's own.
"""

from corpus.readers.pdf.unruled.finding import Unread, find_tables, unread_warning
from corpus.readers.pdf.unruled.places import Place, columns_below
from corpus.readers.pdf.unruled.printed import Found

__all__ = ["Found", "Place", "Unread", "columns_below", "find_tables", "unread_warning"]

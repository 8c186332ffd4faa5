"""The tables of the library, for creating them and for writing.

What is read is asked for in SQL text by the modules that know what their rows hold
(:mod:`index.documents`, :mod:`index.tables`, ...): importing this takes longer than answering a
question.  The version of all this is ``VERSION`` in :mod:`index.database`.

Plain SQL through SQLAlchemy Core.  Exact decimals are kept as their plain digits in text
columns: SQLite has no decimal type and SQLAlchemy's Numeric would pass through float there.
Paths and grids are JSON text.  Keys are never reused, so that a citation of a document that
was replaced cannot point at another one.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    insert,
    update,
)

metadata = MetaData()


def _key() -> Column:
    return Column("id", Integer, primary_key=True, autoincrement=True)


def _owner(table: str, nullable: bool = False, index: bool = True, cascade=True) -> Column:
    return Column(
        f"{table}_id",
        Integer,
        ForeignKey(f"{table}s.id", ondelete="CASCADE" if cascade else "RESTRICT"),
        nullable=nullable,
        index=index,
    )


library_meta = Table(
    "library_meta",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    _key(),
    Column("name", String(512), nullable=False, unique=True),
    Column("sha256", String(64), nullable=False, index=True),
    Column("organisation", Text, nullable=False, index=True),
    Column("short_names", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("year", Integer, index=True),
    Column("kind", Text, nullable=False),
    Column("pages", Integer),
    Column("warnings", Text, nullable=False),
    # Fields of the profile that the text does not settle, and those the user set instead.
    Column("uncertain", Text, nullable=False),
    Column("corrected", Text, nullable=False),
    # Which reading code read it.
    Column("reading", String(64), nullable=False),
    Column("tables", Integer, nullable=False),
    Column("figures", Integer, nullable=False),
    Column("passages", Integer, nullable=False),
    # How many disagreements the self-check found; null where it failed.
    Column("findings", Integer),
    Column("added", String(40), nullable=False),
    sqlite_autoincrement=True,
)

# The blocks of a document as read, compressed JSON: it is understood again from them when its
# profile is corrected, without its file.
readings = Table(
    "readings",
    metadata,
    Column(
        "document_id",
        Integer,
        ForeignKey("documents.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("content", LargeBinary, nullable=False),
)

# Where the text and the cells of a paged document stand on its pages, for marking them: compressed
# JSON, see :mod:`index.places`.  Read for one piece of evidence at a time.
places = Table(
    "places",
    metadata,
    Column(
        "document_id",
        Integer,
        ForeignKey("documents.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("lines", LargeBinary, nullable=False),
    Column("cells", LargeBinary, nullable=False),
)

# The self-check of a document when it was read, in a table of its own: it is read when asked
# for, not with every list of documents.
reconciliations = Table(
    "reconciliations",
    metadata,
    Column(
        "document_id",
        Integer,
        ForeignKey("documents.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("checks", Text, nullable=False),
    Column("findings", Text, nullable=False),
    Column("roundings", Text, nullable=False),
)

# The grid stands last: SQLite keeps a long row's tail on overflow pages, so that reading the
# titles of many tables does not read their grids.
tables = Table(
    "tables",
    metadata,
    _key(),
    _owner("document"),
    Column("ordinal", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("context", Text, nullable=False),
    Column("section", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("header_rows", Integer, nullable=False),
    Column("notes", Text, nullable=False),
    Column("warnings", Text, nullable=False),
    Column("page", Integer),
    Column("line", Integer),
    Column("grid", Text, nullable=False),
    UniqueConstraint("document_id", "ordinal"),
    sqlite_autoincrement=True,
)

# One row per distinct text that is searched; passages with the same words share it, and so
# are embedded and indexed for keywords once.
texts = Table(
    "texts",
    metadata,
    _key(),
    Column("hash", String(64), nullable=False, unique=True),
    Column("terms", Text, nullable=False),
    sqlite_autoincrement=True,
)

passages = Table(
    "passages",
    metadata,
    _key(),
    _owner("document"),
    Column("ordinal", Integer, nullable=False),
    Column("kind", String(8), nullable=False),
    Column("section", Text, nullable=False),
    Column("text", Text, nullable=False),
    _owner("table", nullable=True),
    _owner("text", cascade=False),
    Column("page", Integer),
    Column("line", Integer),
    UniqueConstraint("document_id", "ordinal"),
    sqlite_autoincrement=True,
)

figures = Table(
    "figures",
    metadata,
    _key(),
    _owner("document"),
    _owner("table", nullable=True),
    _owner("passage", nullable=True, index=False),
    Column("source", String(8), nullable=False),
    Column("state", String(8), nullable=False),
    Column("printed", Text, nullable=False),
    Column("value", Text),
    Column("unit", Text, nullable=False),
    Column("amount_yuan", Text),
    Column("row_path", Text, nullable=False),
    Column("column_path", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("row_index", Integer),
    Column("column_index", Integer),
    Column("is_total", Boolean, nullable=False),
    Column("certain", Boolean, nullable=False),
    # Only for figures recognised in an image.
    Column("confidence", Float),
    Column("doubtful", Boolean, nullable=False),
    Column("page", Integer),
    Column("line", Integer),
    Column("box", Text),
    # Only for figures stated in running text; the section of a table's figure is the table's.
    Column("section", Text),
    Column("measure", String(24)),
    Column("stated_year", Integer),
    Column("basis", Text),
    Column("reason", Text),
    Column("quote", Text),
    Column("span_start", Integer),
    Column("span_end", Integer),
    sqlite_autoincrement=True,
)
# Partial, as few figures have a passage.  (Where it is not SQLite: whole.)
Index(
    "ix_figures_passage_id",
    figures.c.passage_id,
    sqlite_where=figures.c.passage_id.is_not(None),
)

# What the figures of a document are searched by, packed: :mod:`index.figure_columns` says how.
figure_columns = Table(
    "figure_columns",
    metadata,
    Column(
        "document_id",
        Integer,
        ForeignKey("documents.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("first", Integer, nullable=False),
    Column("figures", Integer, nullable=False),
    Column("labels", LargeBinary, nullable=False),
    Column("columns", LargeBinary, nullable=False),
)

# What the figures of a document say, without their numbers: :mod:`index.figure_words` says how.
figure_words = Table(
    "figure_words",
    metadata,
    Column(
        "document_id",
        Integer,
        ForeignKey("documents.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("first", Integer, nullable=False),
    Column("figures", Integer, nullable=False),
    Column("labels", LargeBinary, nullable=False),
    Column("figure_labels", LargeBinary, nullable=False),
)

# ``vector`` is little-endian float32, of unit length.
embeddings = Table(
    "embeddings",
    metadata,
    _owner("text", index=False),
    Column("model", String(256), nullable=False),
    Column("vector", LargeBinary, nullable=False),
    PrimaryKeyConstraint("text_id", "model"),
)

# Texts whose vector index entry may differ from ``embeddings``: written in the transaction
# that changes them, deleted once the vector index has followed.
vector_changes = Table(
    "vector_changes",
    metadata,
    _key(),
    Column("hash", String(64), nullable=False),
    Column("model", String(256), nullable=False),
    sqlite_autoincrement=True,
)


def set_meta(connection: Connection, name: str, value: str) -> None:
    """Set a named value kept beside the data; :func:`index.database.meta` reads it."""
    changed = connection.execute(
        update(library_meta).where(library_meta.c.name == name).values(value=value)
    ).rowcount
    if not changed:
        connection.execute(insert(library_meta).values(name=name, value=value))

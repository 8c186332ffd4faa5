"""How a document is cut into passages."""

from dataclasses import replace

from corpus.document import CellState, Document, Heading, Paragraph, Statement
from index.passages import TEXT_LIMIT, chunk_of_statements, chunks, indexed_text

A, B = ("第一部分", "一、职能"), ("第一部分", "二、机构")


def cut(*blocks, **parts):
    return chunks(Document("x.md", "", tuple(blocks), **parts))


def test_paragraphs_under_one_heading_are_joined_verbatim():
    (chunk,) = cut(Heading("一、职能", 2), Paragraph("甲 事项；", A), Paragraph("乙事项。", A))
    assert chunk.text == "甲 事项；\n乙事项。"
    assert chunk.section == A and chunk.kind == "text"


def test_no_passage_crosses_a_heading():
    found = cut(Paragraph("甲。", A), Heading("二、机构", 2), Paragraph("乙。", B))
    assert [chunk.text for chunk in found] == ["甲。", "乙。"]


def test_a_long_run_is_cut_between_paragraphs():
    found = cut(*[Paragraph(str(i) * 149 + "。", A) for i in range(5)])
    assert [len(chunk.text) for chunk in found] == [301, 301, 150]


def test_a_long_paragraph_is_cut_at_sentence_ends_and_loses_nothing():
    sentences = [f"第{i}项工作" + "重" * 90 + "。" for i in range(9)]
    found = cut(Paragraph("".join(sentences), A))
    assert "".join(chunk.text for chunk in found) == "".join(sentences)
    assert all(chunk.text.endswith("。") and len(chunk.text) <= TEXT_LIMIT for chunk in found)


def test_a_sentence_without_end_is_cut_too():
    found = cut(Paragraph("长" * 5000, A))
    assert sum(len(chunk.text) for chunk in found) == 5000
    assert max(len(chunk.text) for chunk in found) <= 1000


def test_a_table_of_contents_is_no_passage_but_a_paragraph_like_a_heading_is():
    contents = [Paragraph("一、职能……1"), Paragraph("二、机构……2"), Paragraph("附：说明")]
    headings = [Heading("一、职能", 2), Paragraph("甲。", A), Heading("二、机构", 2)]
    found = cut(*contents, *headings, Paragraph("乙。", B), Paragraph("二、机构", B))
    assert [chunk.text for chunk in found] == ["甲。", "乙。\n二、机构"]


def test_every_definition_is_a_passage_of_its_own():
    found = cut(
        Paragraph("一、基本支出：指保障机构正常运转的支出。", A),
        Paragraph("二、项目支出：是指完成特定任务的支出。", A),
        Paragraph("机关运行经费，是指公用经费。", A),
        Paragraph("人员经费10万元，主要包括：工资、津贴。", A),
        Paragraph("公用经费2万元，主要包括：办公费。", A),
    )
    assert [len(chunk.blocks) for chunk in found] == [1, 1, 1, 2]


def test_a_definition_reads_the_same_in_every_department():
    first = indexed_text(("甲局2026年部门预算", "四、名词解释"), "一、基本支出：指…", ["甲局"])
    second = indexed_text(("第五部分 名词解释",), "3.基本支出：指…", ["乙局"])
    assert first == second == "基本支出：指…"


def test_headings_are_searched_without_publisher_year_and_numbering():
    section = ("甲市乙局2026年部门预算情况说明", "三、关于乙局2026年度三公经费的说明")
    text = indexed_text(section, "减少一万元。", ["甲市乙局", "乙局"])
    assert text == "部门预算情况说明\n关于三公经费的说明\n减少一万元。"


def test_a_tables_passage_holds_title_unit_headers_and_labels_but_no_figures(table):
    (chunk,) = cut(tables=(table(),))
    assert chunk.kind == "table" and chunk.table == 0
    assert chunk.text == (
        "三公经费预算表\n单位：万元\n预算数、备注\n30217 公务接待费：压减；公务用车购置费"
    )


def test_every_window_of_a_big_table_repeats_title_unit_and_headers(table):
    made = table()
    cells = tuple(
        replace(
            made.cells[0], row=row, row_path=("一、支出", f"（{row}）第{row}类专项支出"), code=""
        )
        for row in range(1, 120)
    )
    found = cut(tables=(replace(made, cells=cells),))
    assert len(found) > 2
    for chunk in found:
        assert chunk.text.startswith("三公经费预算表\n单位：万元\n预算数\n")
        assert len(chunk.text) < 2 * TEXT_LIMIT
    assert (
        sum(f"（{row}）第{row}类" in chunk.text for row in range(1, 120) for chunk in found) == 119
    )


def test_words_in_cells_of_a_form_are_searched(table):
    made = table()
    goal = "完成全市地理信息更新。" * 60
    cell = replace(made.cells[1], text=goal, state=CellState.TEXT, row_path=("年度总体目标",))
    found = cut(tables=(replace(made, cells=(cell,)),))
    assert sum(chunk.text.count("完成全市地理信息更新。") for chunk in found) == 60


def test_an_empty_table_is_still_found_by_its_title(table):
    (chunk,) = cut(tables=(replace(table(), cells=()),))
    assert chunk.text == "三公经费预算表\n单位：万元"


def test_a_statement_belongs_to_the_passage_that_holds_its_sentence(document):
    made = document()
    statement: Statement = made.statements[0]
    long = "前言。" * 150 + statement.sentence
    made = replace(
        made,
        blocks=(Paragraph(long, A), Paragraph("后记。", A)),
        statements=(replace(statement, paragraph=0), replace(statement, paragraph=7)),
    )
    found = chunks(made)
    holders = chunk_of_statements(made, found)
    assert statement.sentence in found[holders[0]].text
    assert holders[1] is None

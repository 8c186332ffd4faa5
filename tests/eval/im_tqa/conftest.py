"""Small IM-TQA files written for the tests."""

import json
import random

import pytest

ITEMS = ("房租", "水费", "电费", "差旅费", "工资", "印花税", "利息", "保险费", "培训费", "维修费")
COLUMNS = ("期末余额", "期初余额", "本期发生额", "上期发生额")
ENGLISH = dict(
    zip(
        ("项目", *ITEMS, *COLUMNS),
        (
            *("Item", "Rent", "Water charges", "Electricity", "Travel expenses", "Wages"),
            *("Stamp duty", "Interest", "Insurance", "Training fees", "Repairs"),
            *("Closing balance", "Opening balance", "Current amount", "Previous amount"),
        ),
        strict=True,
    )
)


def made(count, seed=3):
    """Tables and questions in the format of the benchmark."""
    draw = random.Random(seed)
    tables, questions = [], []
    for number in range(count):
        items, columns = draw.sample(ITEMS, 3), draw.sample(COLUMNS, 2)
        texts, matrix = ["项目", *columns], [[0, 1, 2]]
        for row, item in enumerate(items, start=1):
            matrix.append([3 * row, 3 * row + 1, 3 * row + 2])
            texts += [item, str(draw.randint(100, 9999)), str(draw.randint(100, 9999))]
        table = f"t{number}"
        tables.append(
            {
                "table_id": table,
                "table_type": draw.choice(("vertical", "complex")),
                "cell_ID_matrix": matrix,
                "chinese_cell_value_list": texts,
                "english_cell_value_list": [ENGLISH.get(text, text) for text in texts],
                "column_attribute": [0, 1, 2],
                "row_attribute": [],
                "column_index": [],
                "row_index": [3, 6, 9],
            }
        )
        for row, item in enumerate(items, start=1):
            column = draw.randint(1, 2)
            questions.append(
                {
                    "table_id": table,
                    "question_id": f"{table}_{row}",
                    "chinese_question": f"请问{item}的{columns[column - 1]}是多少？",
                    "english_question": f"What was the {ENGLISH[columns[column - 1]].lower()} "
                    f"of {ENGLISH[item].lower()}?",
                    "answer_cell_list": [3 * row + column],
                }
            )
    return tables, questions


def written(folder, tables, questions):
    paths = folder / "tables.json", folder / "questions.json"
    for path, entries in zip(paths, (tables, questions), strict=True):
        path.write_text(json.dumps(entries, ensure_ascii=False), "utf-8")
    return paths


@pytest.fixture
def files(tmp_path):
    """Paths of tables and questions."""
    return written(tmp_path, *made(8))

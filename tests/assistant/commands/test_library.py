"""The commands that fill, change and list a library, by their contract, on sample documents."""

import csv
import json
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[3] / "corpus" / "samples"
ZHONGWEI = "中卫市科技局2026年部门预算.md"


class TestAdd:
    def test_a_file_is_added_then_unchanged_then_replaced(self, run, sample, json_lines):
        (first,) = json_lines(run("add", str(sample), "--json"))
        assert set(first) >= {
            "path",
            "document",
            "status",
            "error",
            "pages",
            "tables",
            "figures",
            "passages",
            "seconds",
        }
        assert (first["document"], first["status"], first["error"]) == (ZHONGWEI, "added", None)
        assert first["tables"] and first["figures"] and first["passages"]
        assert first["pages"] is None
        (again,) = json_lines(run("add", str(sample), "--json"))
        assert again["status"] == "unchanged"
        sample.write_text(sample.read_text("utf-8") + "\n\n补充说明。\n", "utf-8")
        (changed,) = json_lines(run("add", str(sample), "--json"))
        assert changed["status"] == "replaced"

    def test_what_a_folder_holds_besides_is_said_apart_from_the_results(
        self, run, sample, json_lines
    ):
        (sample.parent / "说明.exe").write_bytes(b"MZ")
        result = run("add", str(sample.parent), "--json")
        assert [line["document"] for line in json_lines(result)] == [ZHONGWEI]
        assert "passed over" in result.stderr and "说明.exe" in result.stderr

    def test_a_profile_that_is_not_settled_is_said(self, run, tmp_path):
        path = tmp_path / "无名.md"
        path.write_text("# 情况说明\n\n单位：万元\n\n项目\t预算数\n培训费\t1.2\n", "utf-8")
        assert "uncertain: organisation, year" in run("add", str(path)).stderr

    def test_what_fails_is_named_and_the_rest_done(self, run, sample, tmp_path, json_lines):
        empty = tmp_path / "空文件.md"
        empty.touch()
        missing = tmp_path / "没有.md"
        result = run("add", str(empty), str(missing), str(sample), "--json")
        assert result.exit_code == 1
        lines = [json.loads(line) for line in result.stdout.splitlines()]
        statuses = {Path(line["path"]).name: line["status"] for line in lines}
        assert statuses == {"空文件.md": "failed", "没有.md": "failed", ZHONGWEI: "added"}
        assert all(line["error"] for line in lines if line["status"] == "failed")
        assert "空文件.md" in result.stderr
        assert [form["document"] for form in json_lines(run("documents", "--json"))] == [ZHONGWEI]

    def test_without_json_nothing_goes_to_standard_output(self, run, sample):
        result = run("add", str(sample))
        assert result.stdout == ""
        assert ZHONGWEI in result.stderr

    def test_what_is_uncertain_is_said(self, run, tmp_path, json_lines):
        path = tmp_path / "不明.md"
        path.write_text("正文没有写明是谁的。\n", "utf-8")
        result = run("add", str(path), "--json")
        (form,) = json_lines(result)
        assert len(form["warnings"]) == 3
        assert all(warning in result.stderr for warning in form["warnings"])
        assert "organisation" in run("documents").stderr

    def test_an_unchanged_file_is_read_again_when_asked(self, run, sample, json_lines):
        run("add", str(sample))
        (form,) = json_lines(run("add", str(sample), "--again", "--workers", "1", "--json"))
        assert form["status"] == "replaced" and form["note"]


class TestCorrect:
    def test_a_profile_is_corrected_and_listed_so(self, run, sample, json_lines):
        run("add", str(sample))
        fields = ["--organisation", "云泽市科技局", "--short-name", "云泽科技", "--year", "2031"]
        result = run("correct", ZHONGWEI, *fields, "--kind", "单位预算", "--json")
        (form,) = json_lines(result)
        (listed,) = json_lines(run("documents", "--json"))
        assert form == listed
        assert (form["organisation"], form["region"]) == ("云泽市科技局", "云泽市")
        assert (form["short_names"], form["year"], form["kind"]) == (["云泽科技"], 2031, "单位预算")
        assert set(form["corrected"]) == {"organisation", "short_names", "year", "kind"}
        (answer,) = json_lines(run("ask", "云泽科技2031年公务接待费预算是多少", "--json"))
        assert answer["figures"][0]["organisation"] == "云泽市科技局"
        (form,) = json_lines(run("correct", ZHONGWEI, "--as-read", "--json"))
        assert (form["organisation"], form["corrected"]) == ("中卫市科技局", [])

    def test_impossible_corrections_are_refused(self, run, sample):
        run("add", str(sample))
        assert run("correct", ZHONGWEI).exit_code == 2
        for wrong in (["--kind", "预算"], ["--year", "26"]):
            result = run("correct", ZHONGWEI, *wrong)
            assert result.exit_code == 1 and "must be" in result.stderr


class TestDocuments:
    def test_each_document_is_listed_with_its_profile(self, held, json_lines):
        forms = json_lines(held("documents", "--json"))
        assert {form["document"] for form in forms} == {path.name for path in SAMPLES.glob("*.md")}
        (zhongwei,) = [form for form in forms if form["document"] == ZHONGWEI]
        assert (zhongwei["organisation"], zhongwei["year"]) == ("中卫市科技局", 2026)
        assert zhongwei["kind"] == "部门预算"
        assert ZHONGWEI in held("documents").stdout

    def test_each_document_tells_what_its_self_check_found(self, held, json_lines):
        forms = {form["document"]: form for form in json_lines(held("documents", "--json"))}
        checked = forms[ZHONGWEI]["reconciliation"]
        assert checked["checks"] == sum(checked["checks_by_kind"].values()) > 100
        (finding,) = checked["findings"]
        assert (finding["stated"]["printed"], finding["against"]["printed"]) == ("2820.89", "2357")
        assert (finding["difference"], finding["unit"]) == ("463.89", "万元")
        assert finding["stated"]["line"] and "463.89" in finding["message_en"]
        fictional = [form for name, form in forms.items() if name != ZHONGWEI]
        assert all(form["reconciliation"]["findings"] == [] for form in fictional)
        (line,) = [x for x in held("documents").stdout.splitlines() if ZHONGWEI in x]
        assert line.endswith("findings 1")

    def test_an_empty_library_says_so(self, run, json_lines):
        result = run("documents")
        assert (result.exit_code, result.stdout) == (0, "")
        assert "empty" in result.stderr
        assert json_lines(run("documents", "--json")) == []

    def test_a_removed_document_is_gone(self, run, sample, json_lines):
        run("add", str(sample))
        assert run("remove", ZHONGWEI).exit_code == 0
        assert json_lines(run("documents", "--json")) == []
        assert json_lines(run("figures", "--json")) == []
        again = run("remove", ZHONGWEI)
        assert again.exit_code == 1
        assert ZHONGWEI in again.stderr

    def test_a_part_of_a_name_removes_nothing_and_is_told_the_whole(self, run, sample, json_lines):
        run("add", str(sample))
        result = run("remove", ZHONGWEI[:5])
        assert result.exit_code == 1 and ZHONGWEI in result.stderr
        assert len(json_lines(run("documents", "--json"))) == 1


class TestFigures:
    def test_every_figure_comes_with_value_unit_and_paths(self, held, json_lines):
        forms = json_lines(held("figures", "--document", ZHONGWEI, "--json"))
        assert {form["document"] for form in forms} == {ZHONGWEI}
        assert {form["source"] for form in forms} == {"table", "sentence"}
        stated = {(form["label"], form["value"], form["unit"]) for form in forms}
        assert ("公务接待费", "0.26", "万元") in stated
        assert ("科技成果转化与扩散", "2340.00", "万元") in stated
        for form in forms:
            assert (form["value"] is None) == (form["state"] != "number")

    def test_all_documents_without_a_name(self, held, json_lines):
        forms = json_lines(held("figures", "--json"))
        assert len({form["document"] for form in forms}) == len(list(SAMPLES.glob("*.md")))

    @pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
    def test_an_export_holds_every_figure(self, held, tmp_path, suffix):
        path = tmp_path / f"figures{suffix}"
        result = held("figures", "--document", ZHONGWEI, "--export", str(path))
        assert (result.exit_code, result.stdout) == (0, "")
        if suffix == ".csv":
            with path.open(encoding="utf-8-sig", newline="") as file:
                written = len(list(csv.DictReader(file)))
            listed = held("figures", "--document", ZHONGWEI, "--json").stdout.splitlines()
            assert written == len(listed)
        assert path.stat().st_size > 1000

    def test_another_export_format_is_wrong_usage(self, held, tmp_path):
        result = held("figures", "--export", str(tmp_path / "figures.pdf"))
        assert result.exit_code == 2
        assert ".xlsx" in result.stderr

    @pytest.mark.parametrize("command", [["figures", "--document"], ["tables"]])
    def test_an_unknown_document_is_named(self, held, command):
        result = held(*command, "没有.md")
        assert (result.exit_code, result.stdout) == (1, "")
        assert "没有.md" in result.stderr


class TestTables:
    def test_each_table_comes_as_understood(self, held, json_lines):
        forms = json_lines(held("tables", ZHONGWEI, "--json"))
        assert len(forms) >= 9
        for form in forms:
            assert form["document"] == ZHONGWEI
            assert form["grid"]
            for cell in form["cells"]:
                assert (
                    form["grid"][cell["grid_row"]][cell["grid_column"]].strip() == cell["printed"]
                )
                assert cell["row"] in form["rows"] and cell["column"] in form["columns"]
        totals = [form for form in forms if "收支预算总表" in form["title"]]
        assert totals[0]["unit"] == "万元"

    def test_people_read_the_table_as_printed(self, held):
        assert "科技成果转化与扩散\t2340.00" in held("tables", ZHONGWEI).stdout

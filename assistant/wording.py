"""The sentences of answers, in Chinese and English.  Every number comes in as an argument."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from assistant.answer import AnswerFigure
from corpus.amounts import from_yuan, is_money, plain
from index.records import StoredFigure


def amount(figure: AnswerFigure | StoredFigure) -> str:
    """Value and unit as printed: ``0.26万元``."""
    value = figure.value if isinstance(figure.value, str) else plain(figure.value)
    return f"{value}{figure.unit}"


def reading(amount_yuan: Decimal | None, unit: str, language: str) -> str:
    """The same amount in the other usual unit, in brackets; "" for what is not money."""
    if amount_yuan is None or not is_money(unit):
        return ""
    if unit == "元":
        other = "亿元" if abs(amount_yuan) >= 100_000_000 else "万元"
        if abs(amount_yuan) < 10_000:
            return ""
        said = f"{plain(from_yuan(amount_yuan, other))}{other}"
    else:
        said = f"{plain(amount_yuan.normalize() + Decimal(0))}元"
    return f"（即{said}）" if language == "zh" else f" (= {said})"


def place(figure: AnswerFigure | StoredFigure, language: str) -> str:
    """Where a figure stands: document, page, table."""
    parts = [f"《{figure.document}》"]
    if figure.page:
        parts.append(f"第{figure.page}页" if language == "zh" else f"p. {figure.page}")
    if figure.table:
        parts.append(figure.table)
    return " ".join(parts)


def scope(figure: AnswerFigure | StoredFigure) -> str:
    """Whose figure for which year: 某局2026年."""
    year = f"{figure.year}年" if figure.year else ""
    return f"{figure.organisation}{year}"


_TEXTS = {
    "lookup": {
        "zh": "{scope}{label}为 {amount}{reading}。来源：{place}。",
        "en": "{scope} – {label}: {amount}{reading}. Source: {place}.",
    },
    "blank": {
        "zh": "{scope}「{label}」在{place}中为空白，未填数字；空白不等于 0。",
        "en": "{scope} – {label}: the cell is blank in {place}; blank is not zero.",
    },
    "dash": {
        "zh": "{scope}「{label}」在{place}中填的是“{printed}”，没有数字。",
        "en": "{scope} – {label}: {place} prints “{printed}”, not a number.",
    },
    "yes": {"zh": "有。", "en": "Yes. "},
    "confirmed": {"zh": "是的。", "en": "Yes. "},
    "denied": {"zh": "不是。", "en": "No. "},
    "no": {"zh": "没有。", "en": "No. "},
    "unknown_organisation": {
        "zh": "资料库里没有「{missing}」的预算或决算公开文件，无法回答。现有：{held}。",
        "en": "The library holds no budget or final account of {missing}. It holds: {held}.",
    },
    "unknown_year": {
        "zh": "资料库里没有{organisation}{missing}年的相应文件，不能用其他年份的数字代替。现有：{held}。",
        "en": "The library holds no such document of {organisation} for {missing}; another year's figure would not do. It holds: {held}.",
    },
    "unknown_kind": {
        "zh": "资料库里没有{organisation}的{missing}文件。现有：{held}。",
        "en": "The library holds no {missing} document of {organisation}. It holds: {held}.",
    },
    "not_found": {
        "zh": "在{scope}的公开文件中没有找到能确切回答这个问题的内容，因此不作答。",
        "en": "Nothing in the documents of {scope} answers this exactly, so no figure is given.",
    },
    "not_named": {
        "zh": "在{scope}的公开文件中没有找到与{words}完全对应的数字或说明，因此不作答。",
        "en": "Nothing in the documents of {scope} corresponds exactly to {words}, so no figure is given.",
    },
    "doubtful": {
        "zh": "{place}中有相近的数字，但表头与各列对不上，无法确定它属于哪一列，因此不作答。",
        "en": "{place} prints a like figure, but its header could not be matched to the columns, so it is not stated.",
    },
    "recognised": {
        "zh": "该数由扫描件识别得出（可信度 {percent}），请对照原页核对。",
        "en": "This figure was read from a scan by text recognition (confidence {percent}); please check it against the page.",
    },
    "recognised_several": {
        "zh": "答案中的数由扫描件识别得出（可信度最低 {percent}），请对照原页核对。",
        "en": "These figures were read from a scan by text recognition (lowest confidence {percent}); please check them against the page.",
    },
    "left_out": {
        "zh": "{place}中以下各项的数字识别存疑，未计入：{names}。",
        "en": "Left out, as their figures in {place} could not be read for sure: {names}.",
    },
    "unsure": {
        "zh": "{place}是扫描件，「{label}」的数字识别存疑（读作“{printed}”，可信度 {percent}），因此不作答，请查看原页。",
        "en": "{place} is a scan and the figure of “{label}” could not be read for sure (read as “{printed}”, confidence {percent}), so it is not stated; please see the page.",
    },
    "slip": {
        "zh": "问题中有一个字未能对应，按笔误处理，请核对所答名称。",
        "en": "One character of the question was taken for a slip; please check the name answered.",
    },
    "blank_rows": {
        "zh": "同列中{rows}为空格，未填数。",
        "en": "Left blank in the same column: {rows}.",
    },
    "blank_many": {
        "zh": "同列中另有{rows}项为空格，未填数。",
        "en": "{rows} further items are left blank in the same column.",
    },
    "stated_in_text": {
        "zh": "{rows}在表中为空格，所列数取自文字说明。",
        "en": "Left blank in the table and taken from the text: {rows}.",
    },
    "dash_rows": {
        "zh": "同列中{rows}为“—”。",
        "en": "A dash in the same column: {rows}.",
    },
    "dash_many": {
        "zh": "同列中另有{rows}项为“—”。",
        "en": "{rows} further items are a dash in the same column.",
    },
    "zero_rows": {
        "zh": "同列中{rows}为0。",
        "en": "0 in the same column: {rows}.",
    },
    "zero_many": {
        "zh": "同列中另有{rows}项为0。",
        "en": "{rows} further items are 0 in the same column.",
    },
    "parts_lack": {
        "zh": "所列各项之和比{whole}少 {left}：表中可能还有未单独列出的部分。",
        "en": "The items listed sum to {left} less than {whole}: some may not be listed apart.",
    },
    "parts_exceed": {
        "zh": "所列各项之和比{whole}多 {left}：各项可能有重叠，请对照原表。",
        "en": "The items listed sum to {left} more than {whole}: some may overlap; please check the table.",
    },
    "outside": {
        "zh": "这个问题不在预算、决算公开资料的范围内，或资料未公开该信息，无法回答。资料库现有：{held}。",
        "en": "This is outside the published budgets and final accounts held here. The library holds: {held}.",
    },
    "empty_library": {
        "zh": "资料库还是空的，请先添加文件。",
        "en": "The library is empty; add documents first.",
    },
    "nothing_asked": {
        "zh": "您好！请直接说要查的单位、年度和项目，例如“某局2026年公务接待费预算是多少”。",
        "en": "Hello! Please name the organisation, the year and the item you want to look up, for "
        "example “public reception budget of an organisation in 2026”.",
    },
    "adds_to_nothing": {
        "zh": "没有可以相加的前一项金额，因此不作答。请写明哪几项相加，例如“办公费和会议费一共多少”。",
        "en": "There is no amount to add this to, so no figure is given. Please name the items, for "
        "example “office expenses and meeting expenses together”.",
    },
    "which_scope": {
        "zh": "您问的是哪个单位、哪一年的文件？请选择：",
        "en": "Which organisation and year do you mean? Please choose:",
    },
    "of_place": {
        "zh": "「{place}」是地名；所答只是其中{organisation}的数，不是整个{place}的数。",
        "en": "“{place}” is a place; the figures are those of {organisation} alone, not of all of it.",
    },
    "which_of_place": {
        "zh": "「{place}」是地名，资料库没有整个{place}的预算或决算，只有其中单位的文件。您要看的是：",
        "en": "“{place}” is a place; the library holds no budget or final account of all of it, only "
        "of bodies there. Do you mean:",
    },
    "no_place": {
        "zh": "「{place}」是地名，资料库没有整个{place}的预算或决算，无法回答。请写明单位。",
        "en": "“{place}” is a place; the library holds no budget or final account of all of it. Please "
        "name a body.",
    },
    "which_row": {
        "zh": "有几处名称相同而数字不同，您问的是哪一个？",
        "en": "Several rows bear this name with different amounts. Which one do you mean?",
    },
    "documents": {"zh": "资料库现有：{held}。", "en": "The library holds: {held}."},
    "others_differ": {
        "zh": "另有不同口径：{others}。",
        "en": "Other places state otherwise: {others}.",
    },
    "nth": {
        "zh": "{scope}共比较{items}项，从{order}排第{nth}的是：{named}。来源：{place}。",
        "en": "{scope}, of {items} items, number {nth} from the {order}: {named}. Source: {place}.",
    },
    "counted_twice": {
        "zh": "{names}已包含在所加的另一项之内，合计数重复计算了这部分。",
        "en": "{names} is already part of another amount added: the sum counts it twice.",
    },
    "tied": {
        "zh": "有{items}项金额相同，并列。",
        "en": "{items} items share this amount.",
    },
    "no_number": {
        "zh": "「{label}」在{place}中没有填数字（空白或“—”不等于 0），因此不能相加或比较。",
        "en": "“{label}” holds no number in {place} (a blank or a dash is not zero), so nothing can be "
        "added or compared.",
    },
    "no_average": {
        "zh": "文件没有直接给出这个平均数；求平均要先确定除以什么（例如哪一种人数），因此不作答。可以分别问总额和人数。",
        "en": "The documents state no such average, and what to divide by (which head count, say) is "
        "not certain, so no figure is given. You can ask for the total and for the number instead.",
    },
    "other_total": {
        "zh": "另有「{label}」{amount}，口径不同（如含结转、结余）。",
        "en": "“{label}” is {amount}: another total, such as one with what is carried over.",
    },
    "blank_elsewhere": {
        "zh": "{place}中相应单元格为空白。",
        "en": "The corresponding cell is blank in {place}.",
    },
    "stated_change": {
        "zh": "{label}比{basis}{changes}（文件自述）。",
        "en": "{label} against {basis}: {changes} (as the document states).",
    },
    "reason": {"zh": "原因（文件原文）：{reason}。", "en": "Reason (verbatim): {reason}."},
    "left_aside": {
        "zh": "只回答了其中的问题，未理会「{asides}」。",
        "en": "Only the question was answered; “{asides}” was left aside.",
    },
    "zero_base": {
        "zh": "基期为 0，增长率没有意义，不予计算。",
        "en": "The base is zero, so a growth rate has no meaning and is not computed.",
    },
}


def say(text: str, language: str, **values) -> str:
    """A sentence of the answers in the user's language.  KeyError for an unknown sentence."""
    return _TEXTS[text]["zh" if language == "zh" else "en"].format(**values)


def join(parts: Sequence[str], language: str) -> str:
    """A list in words."""
    return ("、" if language == "zh" else ", ").join(parts)

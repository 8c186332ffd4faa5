"""Follow-up questions: what they leave out is taken from the questions before.

A follow-up is rewritten into a question that stands alone, in plain words; the rest of the
assistant knows nothing of dialogues and keeps no state between questions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.understanding.asked_so_far import all_asked, in_both_stages, of_both, within_before
from assistant.understanding.bounds import bound_said, bound_unread, without_bound
from assistant.understanding.english_follow_up import complete_english
from assistant.understanding.organisations import Directory, agency_like
from assistant.understanding.question import Question, read_question
from assistant.understanding.question_form import number_of
from assistant.understanding.ranked_again import place_said, ranked_again
from assistant.understanding.whole_side import EXPENDITURE, REVENUE
from assistant.understanding.wordlists import any_of, pattern, question_words
from corpus.patterns import Pattern
from corpus.text import normalise

_WHICH_IS_MORE = Pattern(r"哪个(?:更)?[多高大少低小]|差多少|相差")
_AGAINST_BUDGET = Pattern(r"比(?:年初)?预算")
_WHICH_YEAR = Pattern(r"^(?:那么?)?哪一?(?:个)?年(?:度)?(?:的)?(?:更|比较)?[多高大少低小]")
_SIDE = Pattern(
    r"(?:其中|那么?|它的)?(?P<beside>比|和|跟|与|同)?的?总?(?P<side>收入|支出)(?:总额|方面|情况)?"
    r"(?(beside)(?:比|相比|比较)?(?:多多少|少多少|差多少|相差多少|哪个多)?|(?:是|有)?(?:多少|几)?钱?)"
)
# How many of the things asked before are meant (三项一共多少).
_SO_MANY = Pattern(r"([二两三四五六七八九十]|\d)(?:项|个|者|样)")
# What an English follow-up names a stage with, and no subject (and in the final account).
_STAGES = ("决算", "决算数", "预算", "预算数")
_LEFT_OPEN = Pattern(r"^(?:占|比|跟|与|和|较|同)")
# Operations whose subject a question for an amount may take up (由谁实施？年度预算多少？).
_NARRATIVE = frozenset(("who", "where", "when", "basis", "reason", "definition"))
_NOT_THAT = Pattern(r"不是[^,，。;；]{1,30}[,，;；]\s*(?:而)?是")
# What ranks in a question before, which asked for another place (最大的是什么).
_RANKED = Pattern(
    r"(?:最[大多高小少低]|倒?数?第.[大多高小少低]?)(?:的)?(?=项目|$|是|[^大多高小少低])|是(?:什么|哪.{0,2}|谁)$"
)
# What an amount that something is added to may be asked with.
_ADDABLE = frozenset(("sum", "list", "adding"))
_YEAR_TEXT = Pattern(r"(?<!\d)20\d\d(?!\d)\s*年?(?:度)?|(?<!\d)\d\d年")


def standalone(history: Sequence[str], question: str, directory: Directory) -> str:
    """The question with what it leaves out filled in from the history (oldest first)."""
    previous = ""
    subjects: list[str] = []
    reads: list[Question] = []
    years: list[int] = []
    parts_from = 0
    for said in history:
        if any_of(question_words("followup", "within")).search(said):
            # What is in the whole asked before is not added to it.
            parts_from = len(subjects)
        previous = _complete(previous, subjects, said, directory)
        read = read_question(previous, directory)
        subjects.append(subject_of(read))
        reads.append(read)
        years += [year for year in read.years if year not in years]
    if _WHICH_YEAR.search(question) and len(years) > 1:
        # 哪年高 compares the years that were asked for, of the subject asked for last.
        compared = "和".join(f"{year}年" for year in sorted(years[-2:]))
        question = f"{compared}{subjects[-1]}哪个高"
    if _WHICH_IS_MORE.search(question) and len(reads) > 1:
        question = in_both_stages(reads[-2:], subjects[-2:]) or question
    if len(reads) > 1:
        question = of_both(reads[-2:], subjects[-2:], question) or question
    return _complete(previous, subjects, question, directory, parts_from)


def _complete(
    previous: str, subjects: Sequence[str], text: str, directory: Directory, parts_from: int = 0
) -> str:
    if not previous:
        return text
    text = _corrected(text)
    now = read_question(text, directory)
    before = read_question(previous, directory)
    what = added_to_nothing(now)
    if what:
        return _added(before, now, what, subjects[-1] if subjects else "")
    if not _is_follow_up(now, before):
        return text
    if now.language == "en":
        names = _names_subject(now, now.text)
        return complete_english(before, now, previous, subjects, names)
    if not now.stage and any(word in now.text for word in question_words("actual", "final")):
        # 2025年实际呢 asks for what was spent, never again for what was budgeted.
        now = replace(now, stage="final")
    together = all_asked(subjects[parts_from:])
    bare = _without_opener(now.text)
    place = place_said(bare)
    if place:
        ranking = before.asks("top", "bottom", "top_n") and subjects
        end = "小" if before.asks("bottom") else "大"
        return (
            _prefix(before, now) + ranked_again(subjects[-1], f"第{place}{end}的是什么")
            if ranking
            else text
        )
    if subjects and before.stage == "final" and _AGAINST_BUDGET.match(bare):
        name = re.sub("预算|决算", "", subjects[-1])
        return f"{_prefix(replace(before, stage=''), replace(now, years=()))}{name}决算{bare}"
    if now.asks("reason") and _AGAINST_BUDGET.search(previous):
        before = replace(before, stage="final")
    if subjects and bare.startswith("比") and now.mentions and before.mentions:
        # 它比某局多多少: both organisations are meant.
        both = replace(now, mentions=(*before.mentions, *now.mentions))
        return _prefix(before, both) + subjects[-1] + "相差多少"
    other_side = _other_side(before, now, bare)
    if other_side:
        return other_side
    if not _names_subject(now, bare):
        if _WHICH_YEAR.search(bare):
            # With one year said there is nothing to compare: the amount again would be no answer.
            return text
        if _WHICH_IS_MORE.search(bare) and len(subjects) >= 2 and not now.mentions:
            return _prefix(before, now) + f"{subjects[-2]}比{subjects[-1]}多多少"
        ranks = now.nth > 1 or now.asks("top", "bottom")
        if ranks and before.asks("top", "bottom") and subjects:
            asked = bare if now.nth > 1 else f"{bare.removesuffix('的')}的是什么"
            return _prefix(before, now) + _RANKED.sub("", subjects[-1]) + asked
        if now.asks("top_n", "bottom") and before.asks("top_n") and subjects:
            return _prefix(before, now) + ranked_again(subjects[-1], bare)
        if subjects and (bound_said(now.text) or bound_unread(now.text)):
            return _prefix(before, now) + _within(subjects[-1], now, bare)
        if _speaks_of_both(bare) and len(subjects) >= 2:
            said = _SO_MANY.search(bare)
            things = "和".join(subjects[-number_of(said[1]) :] if said else together)
            return _prefix(before, now) + things + bare
        if _LEFT_OPEN.match(bare):
            # Its year is what is compared with, not whose figure is asked.
            return (
                _prefix(before, replace(now, years=())) + (subjects[-1] if subjects else "") + bare
            )
        asks_anew = before.operations & _NARRATIVE and now.content.trade
        if now.operations == {"sum"} and len(together) > 1 and not before.operations:
            # 合计呢 behind several amounts is their sum, not the last of them again.
            return f"{_prefix(before, now)}{'和'.join(together)}一共多少"
        part = within_before(now, before, subjects)
        if part:
            return _prefix(before, now) + part
        if "分别" in bare and now.operations and len(together) > 1:
            return _prefix(before, now) + "和".join(together) + bare
        if now.operations - {"yesno"} or asks_anew:
            return (
                _prefix(before, now)
                + (subjects[-1] if subjects else "")
                + _without_scope(now, bare)
            )
        return _replaced(before, now)
    if subjects and (_LEFT_OPEN.match(bare) or _asks_use_of_it(now.text, subjects[-1], directory)):
        return _prefix(before, now) + subjects[-1] + bare
    return _prefix(before, now) + _without_scope(now, bare)


def _other_side(before: Question, now: Question, bare: str) -> str:
    """收入呢 and 和收入比呢 as whole questions, else "": never again the amount asked before."""
    found = _SIDE.fullmatch(_without_scope(now, bare))
    if not found:
        return ""
    side, opposite = found["side"], EXPENDITURE if found["side"] == REVENUE else REVENUE
    if found["beside"]:
        if not before.whole_side or before.whole_side == side:
            return ""
        return f"{_prefix(before, now)}{before.whole_side}比{side}多多少"
    if before.whole_side or opposite not in before.text and side not in before.text:
        return f"{_prefix(before, now)}总{side}是多少"
    return _replaced(replace(before, text=before.text.replace(opposite, side)), now)


def _within(subject: str, now: Question, bare: str) -> str:
    """A bound of what was asked before, in the place of a bound told then."""
    subject = re.sub(r"[里中内]?(?:面)?$", "", without_bound(subject))
    if bare.endswith("的"):
        return f"{subject}中{bare}有哪些"
    return f"{subject}{bare}{'吗' if now.asks('yesno') else ''}"


def added_to_nothing(now: Question) -> str:
    """What a question adds to something that it does not name (加上会议费呢), else ""."""
    if not now.asks("adding"):
        return ""
    adding = any_of((*question_words("operation", "adding"), *question_words("english", "adding")))
    lead = any_of(question_words("followup", "lead"))
    tail = any_of(question_words("followup", "tail"))
    text = _without_names(now).strip("?？,，。 ")
    while not adding.match(text) and (found := lead.match(text)) and found.end() < len(text):
        text = text[found.end() :].lstrip(",， ")
    while ends := [m for m in tail.finditer(text) if m.end() == len(text) and m.start()]:
        text = text[: ends[-1].start()].rstrip(",， ")
    first = adding.match(text)
    if first:
        return text[first.end() :].strip(",， ")
    ends = [m for m in adding.finditer(text) if m.end() == len(text)]
    return re.sub("(?:也|都|再)$", "", text[: ends[-1].start()]) if ends else ""


def _added(before: Question, now: Question, what: str, subject: str) -> str:
    """What adds something to the amount asked before: the sum of both in words.

    Where no mere amount was asked before, only whose and when is filled in: a sum of which one
    side is missing is declined.
    """
    addable = not before.operations - _ADDABLE
    if before.language == "en":
        if not addable or now.mentions or now.years:
            return now.text
        summed = any_of(question_words("english", "sum")).sub("", before.text)
        return f"{summed.rstrip('?. ')} and {what} added together?"
    subject = re.sub(rf"(?:{pattern('operation', 'sum').pattern}|各|[,，和])+$", "", subject)
    if addable and subject and not now.mentions and not now.years:
        return f"{_prefix(before, now)}{subject}和{what}一共多少"
    same = not re.sub("[的 ]|预算|决算", "", what) and now.stage in ("", before.stage)
    if not addable or not subject or not same:
        return _prefix(before, now) + _without_scope(now, now.text)
    # 加上2025年的: the same of both.
    both = replace(
        now,
        mentions=(*before.mentions, *now.mentions),
        years=tuple(dict.fromkeys((*before.years, *now.years))),
    )
    return f"{_prefix(before, both)}{subject}一共多少"


def _corrected(text: str) -> str:
    """What a correction says is meant (不对，我问的是2024年; 不是会议费，是培训费)."""
    opener = any_of(question_words("followup", "corrections"))
    bare = normalise(text).strip()
    while True:
        match = opener.match(bare) or _NOT_THAT.match(bare)
        if not match or match.end() == len(bare):
            return bare if bare != normalise(text).strip() else text
        bare = bare[match.end() :].lstrip(",，.。:：;； ")


def _asks_use_of_it(text: str, subject: str, directory: Directory) -> bool:
    """Whether a part of the subject before is asked for by its use (其中基本支出呢)."""
    within = any_of(question_words("followup", "within")).match(re.sub(r"^(?:那么?|,)", "", text))
    if not within or not read_question(subject, directory).content.required:
        return False
    return any(use in text for use in question_words("columns", "uses"))


def _is_follow_up(now: Question, before: Question) -> bool:
    """Whether something is left out that the question before gave."""
    if now.off_topic or (not now.mentions and _names_other_agency(now.text)):
        return False
    lacks_organisation = not now.mentions and bool(before.mentions)
    lacks_year = not now.years and not now.as_of and bool(before.years)
    return lacks_organisation or lacks_year or not _names_subject(now, _without_opener(now.text))


def _names_other_agency(text: str) -> bool:
    """Whether an agency is named that the library does not know (该局 and 本局 name none)."""
    found = agency_like(text)
    return bool(found) and not re.search(
        r"(?:该|本|这个|那个|贵|全)(?:局|委|厅|街道|部门)?$", found
    )


def _without_opener(text: str) -> str:
    pattern = any_of(question_words("followup", "openers"))
    bare = text.strip("?？,，。 ")
    while True:
        match = pattern.match(bare)
        if not match or _LEFT_OPEN.match(bare) or match.end() == len(bare):
            break
        if _speaks_of_both(bare):
            break
        bare = bare[match.end() :].lstrip(",，:： ")
    return re.sub(r"(?:呢|吗)$", "", bare)


def _names_subject(now: Question, bare: str) -> bool:
    """Whether the question names what figure it wants (not only whose and when)."""
    if now.codes or now.asks("units", "duties", "documents"):
        return True
    if now.language == "en":
        return any(set(c.text.split("|")) - {"", *_STAGES} for c in now.variants)
    left = "".join(now.content.words(now.content.required))
    opener = any_of(question_words("followup", "openers")).match(left)
    if opener:
        # 换成2025年 names no subject.
        left = left[opener.end() :]
    if _LEFT_OPEN.match(bare):
        left = ""
    both = any_of(question_words("followup", "both"))
    return bool(both.sub("", left).strip()) or _has_label_of_soft_words(now, bare)


def _has_label_of_soft_words(now: Question, bare: str) -> bool:
    """Labels made of trade words alone: 项目支出, 支出总计, 公用经费."""
    return bool(
        re.search(
            r"[\u4e00-\u9fff]{2}(?:支出|收入|经费|总计|合计)",
            any_of(question_words("followup", "both")).sub("", _without_scope(now, bare)),
        )
    )


def _speaks_of_both(text: str) -> bool:
    return bool(any_of(question_words("followup", "both")).search(text))


def _prefix(before: Question, now: Question) -> str:
    """Organisation and year: the follow-up's own where it has them, else the earlier ones."""
    mentions = now.mentions or before.mentions
    names = "和".join(dict.fromkeys(m.name for m in mentions))
    years = now.years or before.years
    dates = [_as_of_text(before)] if not now.years and not years and before.as_of else []
    stage = ""
    if not now.stage and before.stage == "final":
        stage = "决算"
    if not now.stage and before.stage == "budget":
        stage = "预算"
    return names + "和".join(f"{year}年" for year in years) + "".join(dates) + stage


# Columns that an organisation and a year do not choose between.
_COLUMN = Pattern("年初预算|调整预算|全年预算|执行数")


def _as_of_text(question: Question) -> str:
    return f"{question.as_of}年底"


def _without_scope(now: Question, bare: str) -> str:
    text = _YEAR_TEXT.sub("", bare)
    for mention in now.mentions:
        text = text.replace(mention.name, "")
    return re.sub(r"^的", "", text)


def _replaced(before: Question, now: Question) -> str:
    """The earlier question with the follow-up's organisation and year in the place of its own."""
    text = before.text
    for mention in reversed(before.mentions):
        if now.mentions:
            text = text[: mention.span[0]] + text[mention.span[1] :]
    wanted = now.years
    if now.previous and not now.years:
        # 去年呢 after 2024年: the year before it, or else a year nobody has said.
        wanted = tuple(year - 1 for year in before.years)
        text = text if wanted else f"上年{text}"
    if wanted or now.as_of:
        text = _YEAR_TEXT.sub("", text)
    names = "".join(dict.fromkeys(m.name for m in now.mentions))
    years = "和".join(f"{year}年" for year in wanted)
    years += _as_of_text(now) if now.as_of and not wanted else ""
    column = _COLUMN.search(now.text)
    if column and column[0] not in text:
        text = column[0] + text.replace("决算", "")
    if now.stage == "final" and before.stage != "final":
        text = text.replace("预算", "决算") if "预算" in text else "决算" + text
    if now.stage == "budget" and before.stage != "budget":
        text = text.replace("决算", "预算") if "决算" in text else "预算" + text
    return f"{names}{years}{text}"


def _without_names(question: Question) -> str:
    """The text of a question without whose and when."""
    text = question.text
    for mention in reversed(question.mentions):
        text = text[: mention.span[0]] + text[mention.span[1] :]
    return re.sub("^的", "", _YEAR_TEXT.sub("", text))


def subject_of(question: Question) -> str:
    """What a complete question asks about, in its own words without whose, when and how much."""
    if question.language == "en":
        return "|".join(p for p in question.content.text.split("|") if p)
    text = _without_names(question)
    for kind in ("reason", "who", "where", "when", "basis", "list", "definition"):
        text = re.sub(rf"由?(?:{pattern('operation', kind).pattern})", "", text)
    text = re.sub(r"(?:是|有|安排|花)?了?(?:多少钱|多少|几).*$|[?？。]|呢$|吗$", "", text)
    text = re.sub(r"^(?:的|在|,|，)|(?:的|预算|决算)?(?:是|为)?$", "", text)
    return normalise(text)


__all__ = ["added_to_nothing", "standalone", "subject_of"]

"""The words of the page, in Chinese and English.

A :class:`Wording` holds every text the page itself says; answers speak for themselves.
Placeholders in braces are filled with :meth:`str.format`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Wording:
    """Every text of the page in one language; ``tag`` is its BCP 47 language tag."""

    tag: str
    title: str
    tagline: str
    switch: str
    navigation: str
    skip: str
    screens: dict[str, str]
    library: str
    welcome: str
    promise: str
    examples: str
    documents: str
    more_documents: str
    empty_library: str
    question_label: str
    placeholder: str
    ask: str
    footnote: str
    you_asked: str
    answer: str
    searching: str
    searching_cold: str
    warming: str
    one_place: str
    agree: str
    disagree: str
    computed: str
    equals: str
    formula: str
    item: str
    amount: str
    reading: str
    source: str
    sources: str
    open_source: str
    warning: str
    choose: str
    refused: str
    understood: str
    understood_names: dict[str, str]
    evidence: str
    evidence_of: str
    close: str
    back: str
    page: str
    year: str
    unit: str
    row: str
    column: str
    value: str
    table_region: str
    rows_left_out: str
    missed_cell: str
    missed_sentence: str
    gone: str
    expired: str
    failed: str
    offline: str
    no_question: str
    example_questions: tuple[str, ...]
    example_comparisons: tuple[str, ...]


CHINESE = Wording(
    tag="zh-CN",
    title="预算问答",
    tagline="部门预决算公开文件，有问必有出处",
    switch="切换语言",
    navigation="栏目",
    skip="跳到正文",
    screens={"chat": "问答", "figures": "查数", "check": "核对", "library": "资料库"},
    library="资料库：{documents} 份文件，{figures} 个数据",
    welcome="想查哪一笔预算？",
    promise="用平常的话问就行。答案里的数字都取自公开文件的表格或正文，点编号就能看到它在原文的位置；"
    "资料库里没有的，会直接告诉你没有。",
    examples="可以这样问",
    documents="资料库里的文件",
    more_documents="还有 {count} 份",
    empty_library="资料库里还没有文件。用命令 budget-qa add 加入文件后，刷新本页即可提问。",
    question_label="你的问题",
    placeholder="例如：公务接待费预算是多少",
    ask="提问",
    footnote="数字按原文原样引用，以公开文件为准。",
    you_asked="你问",
    answer="回答",
    searching="正在查找…",
    searching_cold="正在查找… 语义检索仍在加载，文字内容暂按关键词查。",
    warming="语义检索正在加载：查数字不受影响，文字内容暂按关键词查。",
    one_place="资料库中 1 处",
    agree="{places} 处出现，数值一致",
    disagree="{places} 处出现，数值不一致",
    computed="由下列数字计算",
    equals="即",
    formula="计算过程",
    item="项目",
    amount="数值",
    reading="折合",
    source="出处",
    sources="出处",
    open_source="查看出处 {number}",
    warning="请注意",
    choose="请选一个",
    refused="没有找到依据",
    understood="问题理解",
    understood_names={
        "question": "完整问题",
        "understood_by": "由谁理解",
        "organisation": "单位",
        "year": "年度",
        "kind": "文件种类",
        "subject": "项目",
    },
    evidence="出处",
    evidence_of="出处 {number}",
    close="关闭出处",
    back="返回",
    page="第 {page} 页",
    year="{year} 年",
    unit="单位：{unit}",
    row="行",
    column="列",
    value="数值",
    table_region="原表，可滚动",
    rows_left_out="此处略去 {count} 行",
    missed_cell="没能在原表中确认这个数字的位置，因此不作标记。",
    missed_sentence="没能在原文段落中确认这句话的位置，因此不作标记。引用的原句是：",
    gone="这处出处已不在资料库中，文件可能已被替换或移除。请重新提问。",
    expired="这段对话已失效，请重新提问。",
    failed="处理这个问题时出错，没有得到答案。请换个问法再试；若一再出现，请告知管理员。",
    offline="连不上服务器，请检查网络后再试。",
    no_question="请先写下问题。",
    example_questions=(
        "{organisation}{year}年公务接待费是多少？",
        "{organisation}{year}年人员经费占基本支出的百分之多少？",
        "{organisation}的主要职能是什么？",
        "什么是“三公”经费？",
        "{organisation}{year}年机关运行经费变化的原因是什么？",
        "{organisation}{year}年住房公积金是多少？",
    ),
    example_comparisons=("{organisation}{year}年公务接待费比{previous}年减少了多少？",),
)

ENGLISH = Wording(
    tag="en",
    title="Budget Q&A",
    tagline="Public budgets and accounts, every figure with its source",
    switch="Switch language",
    navigation="Screens",
    skip="Skip to content",
    screens={"chat": "Ask", "figures": "Figures", "check": "Check", "library": "Library"},
    library="Library: {documents} documents, {figures} figures",
    welcome="Which budget figure do you need?",
    promise="Ask in plain words. Every figure is taken from a table or sentence of a published "
    "document; open the number beside it to see where it stands. What the library does not "
    "hold, you are told so.",
    examples="For example",
    documents="Documents in the library",
    more_documents="and {count} more",
    empty_library="The library holds no documents yet. Add some with the command "
    "budget-qa add, then reload this page.",
    question_label="Your question",
    placeholder="e.g. public reception budget",
    ask="Ask",
    footnote="Quoted as printed; the published document prevails.",
    you_asked="You asked",
    answer="Answer",
    searching="Looking it up…",
    searching_cold="Looking it up… Search by meaning is still loading; passages are found by "
    "keyword for now.",
    warming="Search by meaning is still loading: figures are not affected, passages are found by "
    "keyword for now.",
    one_place="1 place in the library",
    agree="{places} places, all agree",
    disagree="{places} places, they disagree",
    computed="Computed from the figures below",
    equals="that is",
    formula="How it was computed",
    item="Item",
    amount="Figure",
    reading="In yuan",
    source="Source",
    sources="Sources",
    open_source="Show source {number}",
    warning="Please note",
    choose="Please choose",
    refused="No basis found",
    understood="Question read as",
    understood_names={
        "question": "full question",
        "understood_by": "read by",
        "organisation": "organisation",
        "year": "year",
        "kind": "document kind",
        "subject": "item",
    },
    evidence="Source",
    evidence_of="Source {number}",
    close="Close source",
    back="Back",
    page="page {page}",
    year="{year}",
    unit="Unit: {unit}",
    row="Row",
    column="Column",
    value="Figure",
    table_region="The table as printed, scrollable",
    rows_left_out="{count} rows left out here",
    missed_cell="The place of this figure in the table could not be confirmed, so nothing is marked.",
    missed_sentence="The place of this sentence could not be confirmed, so nothing is marked. "
    "The sentence quoted:",
    gone="This source is no longer in the library; the document may have been replaced or "
    "removed. Please ask again.",
    expired="This conversation has expired. Please ask again.",
    failed="Something went wrong with this question and there is no answer. Please try other "
    "words; if it keeps happening, tell the administrator.",
    offline="The server cannot be reached. Please check the connection and try again.",
    no_question="Please write a question first.",
    example_questions=(
        "What is the public reception cost (公务接待费) of {organisation} for {year}?",
        "What share of basic expenditure (基本支出) is personnel cost (人员经费) at {organisation} "
        "in {year}?",
        "What are the main functions (主要职能) of {organisation}?",
        "What does 三公经费 mean?",
        "Why did the operating cost (机关运行经费) of {organisation} change in {year}?",
        "What is the housing fund (住房公积金) of {organisation} for {year}?",
    ),
    example_comparisons=(
        "How did the public reception cost (公务接待费) of {organisation} change from {previous} "
        "to {year}?",
    ),
)

WORDINGS = {"zh": CHINESE, "en": ENGLISH}


def wording(language: str) -> Wording:
    """The wording for a browser or stored language tag; Chinese unless it says otherwise.

    ``wording("en-GB")`` and ``wording("fr")`` are English: who reads no Chinese is better
    served by it.  An empty tag is Chinese.
    """
    tag = (language or "zh").lower()
    return CHINESE if tag.startswith("zh") else ENGLISH

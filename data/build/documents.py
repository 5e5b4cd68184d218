"""Make the readable text of the two plans from the digitised originals.

`data/documents/source/*.txt` hold the originals as they were digitised; this script writes
`data/documents/<id>.txt`, the text that the atlas shows and that every quote is checked against.
What is changed is said in the head of each text; every restored figure or word stands in
`data/documents/restored.csv` and is marked in the text as `⟦id|restored⟧`.

Run with `python -m data.build.documents`; running it again writes the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from data import output_files
from data.build import csv_tables
from data.paths import DOCUMENTS

TERMINAL = tuple("。：；！？")
FULL_WIDTH = {ord(c): chr(ord(c) - 0xFEE0) for c in "０１２３４５６７８９％"}
CHINESE_MARKS = str.maketrans(
    {",": "，", ".": "。", ":": "：", ";": "；", "(": "（", ")": "）", "«": "《", "»": "》"}
)
NUMERALS = "一二三四五六七八九十"
SECTION = re.compile(rf"^[{NUMERALS}]+、")
SUBSECTION = re.compile(rf"^（[{NUMERALS}]+）")
BARE_ITEM = re.compile(r"^([1-9])(?=[^\d年月日%。，、．. ])")
ITEM = re.compile(r"^(\d+)\. ?")
PROGRAMMES = re.compile(r"^(重大科技成果转化专项|重点技术研发专项)：$")  # inside box 32
BOX = re.compile(r"^专栏(\d+(?:-\d+)?)")
FENCE = ":::"
MARKED = {"decimal", "word"}
FULL_LINE = 26  # characters; a shorter line that ends a sentence also ends its paragraph

HEADS = {
    "gansu-145": {
        "title": "甘肃省“十四五”科技创新规划",
        "number": "甘政办发〔2021〕90号",
        "issuer": "甘肃省人民政府办公厅",
        "date": "2021-09-27",
        "note": (
            "整理说明：去掉分页符、页码和排版换行，按段落重新连接；全角数字和百分号改为半角；"
            "原文用作中文标点的半角逗号、句点、冒号、分号、括号改为中文标点，书名号“«»”改为“《》”；"
            "去掉字间多余空格；条目序号后补“. ”，标题末的句号略去；表1按原表重排；略去文末抄送和印发栏。"
            "原文数字丢失小数点，恢复之处均作标记，逐条列于 restored.csv。"
        ),
    },
    "linxia-145": {
        "title": "临夏州“十四五”科技创新规划",
        "number": "临州办发〔2022〕56号",
        "issuer": "临夏回族自治州人民政府办公室",
        "date": "2022-06-16",
        "note": (
            "整理说明：略去目录、印章文字和强调符号；被换页截断的段落重新连接；"
            "去掉汉字与数字之间的空格；标题末的句号略去，与正文同段的标题单独成行；"
            "指标表按原表重排。转录误字的改正之处均作标记，逐条列于 restored.csv。"
        ),
    },
}


@dataclass
class Block:
    """One block of the readable text: a heading (level 1-3), a paragraph (0), a fence's end (-1)."""

    text: str
    level: int = 0


def chinese_text(line: str) -> str:
    """Return a line of the provincial plan with half-width figures and Chinese punctuation."""
    return re.sub(r"\s+", "", line.translate(FULL_WIDTH)).translate(CHINESE_MARKS)


def printed_paragraphs(raw: str) -> Iterator[str]:
    """Yield the provincial plan's paragraphs, joined from the printed lines."""
    lines = (chinese_text(line) for line in raw.replace("\f", "\n").split("\n"))
    current = last = ""
    for line in lines:
        if not line or re.fullmatch(r"—\d+—", line):
            continue
        if current and not starts_paragraph(line, last, current):
            current += line
        else:
            if current:
                yield current
            current = line
        last = line
    yield current


def starts_paragraph(line: str, last: str, current: str) -> bool:
    """Whether a printed line opens a new paragraph, judged from the line before it."""
    if last.endswith("关于印发"):  # the notice's title is printed on two lines
        return False
    if current.endswith("的通知") or PROGRAMMES.match(current) or PROGRAMMES.match(line):
        return True
    if SECTION.match(current):  # a section's heading has no full stop; a long one wraps
        return len(last) < FULL_LINE - 2
    if BOX.match(current) or SECTION.match(line) or SUBSECTION.match(line) or BOX.match(line):
        return True
    if last.endswith(TERMINAL):
        return bool(BARE_ITEM.match(line)) or len(last) < FULL_LINE
    return len(current) < FULL_LINE - 6  # signatures and dates, each on a line of its own


def markdown_paragraphs(raw: str) -> Iterator[str]:
    """Yield the Linxia plan's paragraphs; those that a page break cut in two are joined."""
    current = ""
    closed = False  # a line marked as a heading is a paragraph of its own
    for line in raw.split("\n"):
        text = re.sub(r"[#*\s]+", "", line)
        if not text:
            continue
        opens = line.startswith("#") or ITEM.match(text) or SUBSECTION.match(text)
        if current and not (closed or opens or current.endswith(TERMINAL)):
            current += text
        else:
            if current:
                yield current
            current = text
        closed = line.startswith("#")
    yield current


def structure(paragraphs: Iterable[str]) -> Iterator[Block]:
    """Yield headings, paragraphs and fenced boxes from joined paragraphs."""
    in_box = False
    expected = 1
    for text in paragraphs:
        item = BARE_ITEM.match(text) or ITEM.match(text)
        number = int(item[1]) if item else 0
        outside = SECTION.match(text) or SUBSECTION.match(text) or BOX.match(text)
        # A box has no printed end: an item that does not follow its last one lies outside it.
        if in_box and (outside or (item and number != expected)):
            yield Block(FENCE, -1)
            in_box = False
        if SECTION.match(text):
            yield Block(text, 1)
        elif SUBSECTION.match(text):
            title, _, rest = text.partition("。")
            yield Block(title, 2)
            if rest:
                yield Block(rest)
        elif box := BOX.match(text):
            in_box, expected = True, 1
            yield Block(f"{box[0]} {text[box.end() :]}", 3)
        elif item:
            yield Block(f"{number}. {text[item.end() :]}")
            expected = number + 1
        else:
            yield Block(text)
            expected = 1
    if in_box:
        yield Block(FENCE, -1)


def table(title: str, rows: Iterable[Iterable[str]]) -> Iterator[Block]:
    """Yield a fenced table."""
    yield Block(title, 3)
    yield Block("\n".join("| " + " | ".join(row) + " |" for row in rows))
    yield Block(FENCE, -1)


def blocks_of_gansu(raw: str) -> Iterator[Block]:
    """Yield the blocks of the provincial plan."""
    notice, _, rest = raw.partition(" 甘肃省“十四五”科技创新规划\n")
    before, _, rest = rest.partition("表１　")
    target_table, _, rest = rest.partition("　　三、打造")
    after, _, _ = rest.partition("抄送:")
    front = list(printed_paragraphs(notice.partition("\n")[2]))
    yield Block(front[2], 1)
    yield from (Block(text) for text in front[3:])
    yield Block(HEADS["gansu-145"]["title"], 1)
    yield from structure(printed_paragraphs(before))
    rows = [["类型", "序号", "指标", "2020年", "2025年", "属性"]]
    kind = ""
    pattern = r"(投 入 指 标 |产 出 指 标 )?([１-９]) (.+?) ([０-９]+) ([０-９]+) (预期性|约束性)"
    for match in re.finditer(pattern, " ".join(target_table.split())):
        kind = (match[1] or kind).replace(" ", "")
        rows.append([kind, *(chinese_text(match[n]) for n in range(2, 7))])
    yield from table("表1 “十四五”时期甘肃省科技创新主要指标", rows)
    yield from structure(printed_paragraphs("三、打造" + after))


def blocks_of_linxia(raw: str) -> Iterator[Block]:
    """Yield the blocks of the Linxia plan."""
    notice, _, rest = raw.partition("# 临夏州“十四五”科技创新规划\n")
    _, _, body = rest.partition("为深入实施创新驱动发展战略")
    notice = notice.partition("## ")[2].partition("办公室\n\n（此件")[0]
    lines = ["".join(line.split()) for line in notice.split("\n") if line.strip()]
    yield Block(lines[0], 1)
    yield from (Block(line) for line in lines[1:])
    yield Block("（此件主动公开）")
    yield Block(HEADS["linxia-145"]["title"], 1)
    before, title, rest = body.partition("“十四五”时期科技发展主要指标\n")
    rows, _, after = rest.partition("### 三、")
    yield from structure(markdown_paragraphs("为深入实施创新驱动发展战略" + before))
    yield from table(
        title.strip(),
        ([cell.replace(" ", "") for cell in row.split("\t")] for row in rows.split("\n") if row),
    )
    yield from structure(markdown_paragraphs("### 三、" + after))


def restore(text: str, document: str) -> str:
    """Put the restored figures and words of `restored.csv` into a text, each with its mark.

    Raises
    ------
    ValueError
        When a row's context does not stand exactly once in the text.
    """
    restored = csv_tables.read(DOCUMENTS / "restored.csv")
    rows = [row for row in restored if row["document"] == document]
    edits: list[tuple[int, int, str]] = []
    for row in rows:
        context = row["before"] + row["printed"] + row["after"]
        if text.count(context) != 1:
            raise ValueError(f"{row['id']}: {context!r} stands {text.count(context)} times")
        if row["kind"] in MARKED:
            start = text.index(context) + len(row["before"])
            mark = f"⟦{row['id']}|{row['restored']}⟧"
            edits.append((start, start + len(row["printed"]), mark))
    for start, end, mark in sorted(edits, reverse=True):
        text = text[:start] + mark + text[end:]
    return text


def readable(document: str) -> str:
    """Return the whole readable text of a plan, with its head."""
    raw = (DOCUMENTS / "source" / f"{document}.txt").read_text(encoding="utf-8-sig")
    blocks = blocks_of_gansu(raw) if document == "gansu-145" else blocks_of_linxia(raw)
    lines = []
    for block in blocks:
        prefix = {1: "# ", 2: "## ", 3: f"{FENCE} "}.get(block.level, "")
        lines.append(prefix + block.text)
    head = "".join(f"{key}: {value}\n" for key, value in HEADS[document].items())
    return f"---\nid: {document}\n{head}---\n\n" + restore("\n\n".join(lines) + "\n", document)


def main() -> None:
    """Write both texts."""
    texts = {document: readable(document) for document in HEADS}
    for document, text in texts.items():
        path = DOCUMENTS / f"{document}.txt"
        output_files.write_whole(path, text.encode())
        print(f"{path.name}: {len(text)} characters, {text.count('⟦')} restored")


if __name__ == "__main__":
    csv_tables.run(main)

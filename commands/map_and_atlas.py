"""The commands `map`, `atlas` and `verify`; `cli.py` hangs them on its app.

Nothing heavy is imported before a command runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands import composite
from commands.json_out import Json, print_json
from commands.output_option import Output, chosen_format
from data.errors import AtlasError

if TYPE_CHECKING:
    from layers.spec import MapSpec

Text = Annotated[str, typer.Option()]
Author = Annotated[str, typer.Option("--author", help="制图单位或个人。")]
Review = Annotated[str, typer.Option("--review-number", help="审图号；不填印“待送审”。")]
Date = Annotated[str, typer.Option("--date", help="日期；不填为今天。")]


def add_to(app: typer.Typer) -> None:
    """Hang the commands on an app."""
    app.command("map")(map_)
    app.command("atlas")(atlas)
    app.command("verify")(verify)


def map_(
    output: Output,
    spec: Annotated[
        Path | None, typer.Option("--spec", help="地图说明（JSON），或导出清单。")
    ] = None,
    indicator: Annotated[str | None, typer.Option("--indicator", help="指标代号。")] = None,
    year: Annotated[int | None, typer.Option("--year", help="年份；缺省取最近一年。")] = None,
    systems: Annotated[
        str, typer.Option("--systems", help="布局编号，用逗号分隔；组图里单独给出时一个一幅。")
    ] = "",
    years: Annotated[
        str, typer.Option("--years", help="组图：同一指标的几个年份，用逗号分隔。")
    ] = "",
    indicators: Annotated[
        str, typer.Option("--indicators", help="组图：几个指标，用逗号分隔，可写作 代号@年份。")
    ] = "",
    select: Annotated[str, typer.Option("--select", help="标出的县区，用逗号分隔。")] = "",
    layout: Annotated[
        str,
        typer.Option("--layout", help="版式：slide、corridor、a4l、a4p、hex、multiples（组图）。"),
    ] = "slide",
    method: Annotated[str | None, typer.Option("--method", help="分级方法。")] = None,
    k: Annotated[int | None, typer.Option("--k", help="级数。")] = None,
    palette: Annotated[str | None, typer.Option("--palette", help="配色。")] = None,
    labels: Annotated[bool, typer.Option("--labels/--no-labels", help="是否写地名。")] = True,
    title: Annotated[str, typer.Option("--title", help="图题；不填用自动的。")] = "",
    subtitle: Annotated[str, typer.Option("--subtitle", help="副题；不填用自动的。")] = "",
    source: Annotated[str, typer.Option("--source", help="来源说明；不填用数据记录的。")] = "",
    author: Author = "",
    review_number: Review = "",
    date: Date = "",
    url: Annotated[str, typer.Option("--url", help="图志的网址；给出后图上印二维码。")] = "",
    qr: Annotated[bool, typer.Option("--qr/--no-qr", help="是否印二维码。")] = True,
    dpi: Annotated[int, typer.Option("--dpi", min=72, max=600, help="PNG 的分辨率。")] = 300,
    form: Annotated[
        str | None, typer.Option("--format", help="文件格式；缺省看文件名的后缀。")
    ] = None,
) -> None:
    """画一幅图并写出它的清单：PNG、SVG、PDF、PPTX 或 DOCX。"""
    from dataclasses import replace

    from briefing import exports, spec_requests
    from briefing.exhibit import Exhibit
    from maps.sheet.layouts import GROUP

    chosen = chosen_format(output, form, tuple(exports.FORMATS))
    several = layout == GROUP
    asked: tuple[MapSpec, ...]
    if (years or indicators) and not several:
        raise AtlasError("--years、--indicators 用于组图，请同时写 --layout multiples。")
    if spec is not None:
        given = indicator is not None or year is not None
        given = given or bool(systems or select or years or indicators)
        if given or method is not None or k is not None or palette is not None:
            raise AtlasError("--spec 已说明画什么，不能再加指标、布局或分级的选项。")
        asked = (
            spec_requests.maps_from_file(spec) if several else (spec_requests.spec_from_file(spec),)
        )
        asked = tuple(one if labels else replace(one, labels=False) for one in asked)
    elif several:
        asked = spec_requests.maps_from_options(
            indicator=indicator,
            indicators=indicators,
            year=year,
            years=years,
            systems=systems,
            method=method,
            k=k,
            palette=palette,
            selected=select,
            labels=labels,
        )
    else:
        asked = (
            spec_requests.spec_from_options(
                indicator=indicator,
                year=year,
                systems=systems,
                method=method,
                k=k,
                palette=palette,
                selected=select,
                labels=labels,
            ),
        )
    view = Exhibit(
        asked[0],
        layout,
        beside=asked[1:],
        title=title,
        subtitle=subtitle,
        source=source,
        review_number=review_number,
        author=author,
        date=date,
        base_url=url,
        qr=qr,
    )
    picture, manifest = exports.write(
        [view], output, form=chosen, title=title, author=author, dpi=dpi
    )
    beside = "（送到管道的图没有清单）" if manifest is None else f"和 {manifest.name}"
    typer.echo(f"已写出 {picture} {beside}", err=True)


def atlas(
    output: Output,
    author: Author = "",
    review_number: Review = "",
    date: Date = "",
    jobs: Annotated[
        int | None, typer.Option("--jobs", min=1, max=8, help="并行的进程数；缺省最多两个。")
    ] = None,
) -> None:
    """画图册：封面、目录、全省图和 87 个县级单元各一页；中断后再运行会接着画。"""
    from briefing.atlas import book

    try:
        with _progress("图册") as told:
            made = book.write(
                output,
                book.words(author=author, date=date, review_number=review_number),
                jobs=jobs,
                progress=told,
            )
    except KeyboardInterrupt:
        typer.echo("图册没有画完：画好的页留着，再运行同一条命令接着画。", err=True)
        raise
    size = made.path.stat().st_size / 1e6
    again = f"，其中 {made.reused} 页接用上次的" if made.reused else ""
    typer.echo(f"已写出 {made.path}：{made.pages} 页，{size:.1f} MB{again}", err=True)


def verify(
    picture: Annotated[Path, typer.Argument(help="导出的文件或它的清单；综合指数的配方（TOML）。")],
    as_json: Json = False,
) -> None:
    """核对一幅导出的图，或一份综合指数配方：文件是否改过，用现有数据重算是否一致。"""
    if picture.suffix == ".toml":
        composite.verify(picture, as_json)
        return
    from briefing import manifest

    found = manifest.verify(picture)
    good = manifest.matches(found)
    if as_json:
        rows = [
            {"check": v.check, "state": v.state, "detail": v.detail, "decisive": v.decisive}
            for v in found
        ]
        print_json({"matches": good, "checks": rows})
    else:
        for verdict in found:
            mark = {"same": "✓", "changed": "✗", "gone": "?"}[verdict.state]
            typer.echo(f"{mark} {verdict.check}\t{verdict.detail}")
    if not good:
        changed = "、".join(v.check for v in found if v.decisive and v.state != "same")
        raise AtlasError(f"“{picture.name}”已与数据不符：{changed}。")
    typer.echo(f"“{picture.name}”与现有数据相符。", err=True)


@contextmanager
def _progress(what: str) -> Iterator[Callable[[int, int, str], Any]]:
    """Show a bar on stderr; on a plain pipe, nothing moves and nothing is written."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("页"),
        TimeElapsedColumn(),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)

        def told(done: int, total: int, _label: str) -> None:
            bar.update(task, completed=done, total=total)

        yield told

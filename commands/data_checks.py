"""The commands that check the shipped data: `data verify`."""

from __future__ import annotations

import typer

from commands.json_out import Json, print_json
from data.errors import AtlasError


def add_to(app: typer.Typer) -> None:
    """Register the commands of this module."""
    group = typer.Typer(help="随附数据的检查。", no_args_is_help=True, rich_markup_mode=None)
    app.add_typer(group, name="data")
    group.command("verify")(verify)


def verify(as_json: Json = False) -> None:
    """核对每个随附数据集：存在、校验和、结构、覆盖、引文。"""
    from data import verify as checks

    findings = checks.verify()
    failed = [finding for finding in findings if not finding.ok]
    if as_json:
        print_json(
            [
                {"dataset": f.dataset, "check": f.check, "ok": f.ok, "detail": f.detail}
                for f in findings
            ]
        )
    else:
        for finding in findings:
            mark = "√" if finding.ok else "×"
            typer.echo(f"{mark} {finding.dataset}\t{finding.check}\t{finding.detail}")
    if failed:
        names = "、".join(dict.fromkeys(finding.dataset for finding in failed))
        raise AtlasError(f"有 {len(failed)} 项核对没有通过：{names}。")

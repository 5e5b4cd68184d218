"""The command `peers`; `cli.py` hangs it on its app.

Nothing heavy is imported before the command runs.
"""

from __future__ import annotations

from typing import Annotated

import typer

from commands.json_out import Json, print_json


def add_to(app: typer.Typer) -> None:
    """Hang the command on an app."""
    app.command("peers")(peers)


def peers(
    place: Annotated[str, typer.Argument(help="县名或 6 位代码。")],
    among: Annotated[
        str, typer.Option("--among", help="在哪里找：gansu、northwest、china。")
    ] = "gansu",
    n: Annotated[int, typer.Option("-n", "--n", help="几个，1—20。")] = 5,
    outcome: Annotated[
        str,
        typer.Option(
            "--for", help="要比较的指标代号：它自己不参与挑选，并给出与同类县中位数的差。"
        ),
    ] = "",
    as_json: Json = False,
) -> None:
    """同类县：结构上最接近的县区，各自的距离和原因，少一个变量会换几个。"""
    from briefing import peer_document, peer_tables
    from data.errors import AtlasError
    from geo.places import lookup
    from indicators import peer_gaps, peer_words
    from indicators import peers as statistics
    from indicators.structure import POOL_NAMES, PeerPool

    if among not in list(PeerPool):
        raise AtlasError(
            "“{text}”不是找同类县的范围，可选：{known}。".format(
                text=among,
                known="、".join(f"{key.value}（{word}）" for key, word in POOL_NAMES.items()),
            ),
            detail=f"among {among!r}",
        )
    found = statistics.find(lookup.county(place).adcode, PeerPool(among), n, outcome=outcome)
    if outcome and not peer_gaps.comparable(outcome, found.among):
        raise AtlasError(
            f"指标“{outcome}”在{POOL_NAMES[found.among]}没有分县的数，不能与同类县相比。",
            detail=f"{outcome} is not known in {among}",
        )
    indicators = [outcome] if outcome else list(peer_gaps.USUAL)
    if as_json:
        print_json(peer_document.document(found, indicators))
        return
    typer.echo(peer_words.finding(found))
    for place_number, peer in enumerate(found.peers, start=1):
        mark = "\t超出界限" if peer.beyond else ""
        reason = peer_words.reason(peer)
        who = peer_words.name(peer.adcode)
        typer.echo(f"{place_number}\t{who}\t{peer.distance:.2f}\t{reason}{mark}")
    for sentence in (
        peer_words.stability(found),
        peer_words.left_out(found),
        peer_words.unusable(found),
        peer_words.small_sample(found),
    ):
        if sentence:
            typer.echo(sentence)
    for gap in peer_tables.gaps_of(found, indicators):
        typer.echo(peer_words.gap_line(gap))
    typer.echo(peer_tables.policies_finding(found.adcode, found))
    typer.echo(peer_words.method(found))

"""What is said of a command line that cannot be read: one Chinese sentence and where to look on."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from enum import Enum
from typing import Any

from typer._click import exceptions
from typer._click.core import Context


def sentence(error: exceptions.ClickException) -> str:
    """Return what is wrong with the arguments, and the command that explains them."""
    if isinstance(error, exceptions.NoArgsIsHelpError):
        return error.format_message()
    if isinstance(error, exceptions.FileError):
        return f"打不开文件“{error.ui_filename}”。"
    context = error.ctx if isinstance(error, exceptions.UsageError) else None
    where = context.command_path if context else "python cli.py"
    return f"{_what(error, context)}用法见：{where} --help"


def _what(error: exceptions.ClickException, context: Context | None) -> str:
    match error:
        case exceptions.NoSuchOption():
            return (
                f"没有选项“{error.option_name}”{_nearest(error.option_name, _options(context))}。"
            )
        case exceptions.MissingParameter():
            return f"缺少 {_name(error.param)}{_meaning(error.param)}。"
        case exceptions.BadParameter():
            return f"{_name(error.param)} 的值{_given(error)}不对{_wanted(error.param)}。"
        case exceptions.BadOptionUsage():
            return f"选项 {error.option_name} 后面要有一个值，或不应有值。"
    commands: dict[str, Any] = getattr(getattr(context, "command", None), "commands", {})
    if commands:
        return f"没有这个命令；可用的有：{'、'.join(commands)}。"
    return "多写了参数。"


def _options(context: Context | None) -> list[str]:
    return [] if context is None else [o for p in context.command.params for o in p.opts]


def _nearest(said: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(said, list(known), n=1, cutoff=0.5)
    return f"，是不是 {close[0]}" if close else ""


def _name(parameter: Any) -> str:
    if parameter is None:
        return "参数"
    if parameter.param_type_name == "argument":
        return f"参数 {parameter.metavar or parameter.name.upper()}"
    return "选项 " + "、".join(sorted(parameter.opts, key=len, reverse=True))


def _meaning(parameter: Any) -> str:
    text = (getattr(parameter, "help", None) or "").rstrip("。")
    return f"（{text}）" if text else ""


def _given(error: exceptions.BadParameter) -> str:
    """Return what was written, as the library that refused it remembers it."""
    refused = getattr(error.__cause__, "errors", None)
    if refused is None:
        return ""
    (first, *_rest) = refused()
    return f"“{first['input']}”"


def _wanted(parameter: Any) -> str:
    """Return what an option takes instead, from its type and its bounds."""
    if parameter is None:
        return ""
    low, high = getattr(parameter, "min", None), getattr(parameter, "max", None)
    if low is not None or high is not None:
        return f"，应在 {low}—{high} 之间"
    kind = parameter.type_descriptor.annotation
    if isinstance(kind, type) and issubclass(kind, Enum):
        return f"，可选 {'、'.join(str(member.value) for member in kind)}"
    return {int: "，应是整数", float: "，应是数", bool: "，应是真或假"}.get(kind, "")

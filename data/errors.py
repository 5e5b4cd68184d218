"""The one family of errors that users may see.

Every message is a single Chinese sentence that says what is wrong and what to do;
`detail` is the precise English line for the log.
"""

from __future__ import annotations


class AtlasError(Exception):
    """An input was refused, or a dataset cannot be used.

    Parameters
    ----------
    message : str
        One clear Chinese sentence for the user.
    detail : str
        What happened, in English, for the log.
    """

    def __init__(self, message: str, *, detail: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.detail = detail or message

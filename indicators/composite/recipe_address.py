"""A recipe as one parameter of the address, and back."""

from __future__ import annotations

import base64
import binascii
import zlib

from data.i18n import _
from indicators.composite import recipe_toml
from indicators.composite.recipe import BadRecipeError, IndexRecipe

LONGEST = 20_000  # bytes of a recipe's text; longer ones are refused before they are read


def encode(recipe: IndexRecipe) -> str:
    """Return the recipe in letters, digits, - and _ (its TOML, deflated)."""
    packed = zlib.compress(recipe_toml.dumps(recipe).encode(), 9)
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def decode(text: str) -> IndexRecipe:
    """Return the recipe of an address.

    Raises
    ------
    BadRecipeError
        When the text is none.
    """
    padded = text + "=" * (-len(text) % 4)
    try:
        unpacker = zlib.decompressobj()
        plain = unpacker.decompress(base64.b64decode(padded, "-_", validate=True), LONGEST)
        if not unpacker.eof:
            raise ValueError("too long, or cut")
        return recipe_toml.loads(plain.decode())
    except (binascii.Error, zlib.error, ValueError) as error:
        raise BadRecipeError(
            _("地址里的综合指数配方不完整，无法还原。"), detail=str(error)
        ) from error

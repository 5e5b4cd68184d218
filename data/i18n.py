"""The gettext door for every sentence of the interface (msgid is the Chinese sentence).

A translation is added by placing `locale/<language>/LC_MESSAGES/atlas.mo` in the project's
root and setting the environment variable `ATLAS_LANGUAGE`; without one the Chinese msgid is shown.
"""

from __future__ import annotations

import gettext
import os

from data.paths import ROOT


def _translation() -> gettext.NullTranslations:
    language = os.environ.get("ATLAS_LANGUAGE")
    languages = [language] if language else ["zh_CN"]
    return gettext.translation("atlas", ROOT / "locale", languages=languages, fallback=True)


_ = _translation().gettext

"""Other programs for the tests: LibreOffice and Poppler open what we write.

Without a program its tests are skipped with a sentence; with `CI=true` they fail instead.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

HINTS = {
    "soffice": "没有找到 LibreOffice（soffice），幻灯片与 Word 的打开测试略过；可安装 libreoffice-impress 和 libreoffice-writer。",
    "pdftotext": "没有找到 pdftotext，PDF 的文字测试略过；可安装 poppler-utils。",
}


def require(program: str) -> str:
    """Return the path of a program, or skip; with `CI=true` fail."""
    found = shutil.which(program)
    if found is None:
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail(HINTS[program])
        # a user's PC may not have it; CI=true above never skips
        pytest.skip(HINTS[program])
    return found


def to_pdf(document: Path) -> Path:
    """Return a document rendered to PDF by LibreOffice, in the document's folder."""
    program = require("soffice")
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                program,
                "--headless",
                f"-env:UserInstallation={Path(profile).as_uri()}",
                "--convert-to",
                "pdf",
                "--outdir",
                str(document.parent),
                str(document),
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )
    made = document.with_suffix(".pdf")
    assert made.is_file(), "LibreOffice wrote nothing"
    return made


def pdf_pages(document: Path) -> list[str]:
    """Return the text of each page of a PDF, blanks and line ends taken out."""
    program = require("pdftotext")
    done = subprocess.run(
        [program, "-enc", "UTF-8", "-raw", str(document), "-"],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return ["".join(page.split()) for page in done.stdout.decode("utf-8").split("\f")]


def pdf_text(document: Path) -> str:
    """Return the text of a PDF, blanks and line ends taken out."""
    return "".join(pdf_pages(document))

"""Fetch one named package from npm, at one version, and check that it is the one expected.

The build scripts take third-party browser files and fonts by package name only, through the
ordinary `npm pack` client, so that whatever registry the machine is set up for is the one used.
"""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class NpmPackage:
    """A package that the build takes files from.

    Parameters
    ----------
    name, version : str
        As published.
    sha512 : str
        The registry's integrity value of the archive, base64.
    """

    name: str
    version: str
    sha512: str


class PackageMismatchError(RuntimeError):
    """The archive is not the one that this build was written for."""


def fetch(package: NpmPackage, folder: Path) -> dict[str, bytes]:
    """Pack `package` into `folder` and return its files by path inside the package.

    Raises
    ------
    FileNotFoundError
        npm is not installed.
    PackageMismatchError
        The archive's SHA-512 differs from the recorded one.
    """
    npm = shutil.which("npm")
    if npm is None:
        raise FileNotFoundError("npm is needed to fetch " + package.name)
    subprocess.run(  # noqa: S603 (fixed arguments, no shell)
        [npm, "pack", f"{package.name}@{package.version}", "--silent"],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    stem = package.name.removeprefix("@").replace("/", "-")
    archive = folder / f"{stem}-{package.version}.tgz"
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if digest != package.sha512:
        raise PackageMismatchError(f"{archive.name}: sha512 {digest}, expected {package.sha512}")
    files: dict[str, bytes] = {}
    with tarfile.open(archive) as tar:
        for member in tar:
            stream = tar.extractfile(member) if member.isfile() else None
            if stream is not None:
                files[member.name.split("/", 1)[1]] = stream.read()
    return files

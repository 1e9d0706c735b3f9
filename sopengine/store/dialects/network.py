"""Whether a file lies on the disk of another machine, whose locks cannot be trusted."""

from __future__ import annotations

import os
from pathlib import Path

_OF_OTHERS = frozenset(("afs", "ceph", "cifs", "davfs", "ncpfs", "nfs", "nfs4", "smb3", "smbfs")) | frozenset(
    f"fuse.{kind}" for kind in ("davfs", "glusterfs", "rclone", "sshfs")
)
"""File systems of Linux that reach over a network."""


def network_disk(file: Path) -> str:
    """How that disk is reached, such as `nfs4`; "" where it is one of this machine, or nobody can tell."""
    real = os.path.realpath(file.parent)
    if os.name == "nt":
        # A letter that stands for a share is resolved to it.
        return "SMB" if real.startswith("\\\\") and not real.startswith("\\\\?\\") else ""
    return _kind_on(real, mounts())


def mounts() -> str:
    """As Linux lists them; "" elsewhere."""
    try:
        return Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _kind_on(real: str, listed: str) -> str:
    """Of the mount that is nearest to a path; of two on one point the later one counts."""
    nearest, kind = "", ""
    for line in listed.splitlines():
        fields = line.split(" ")
        point = fields[1].replace("\\040", " ").rstrip("/")
        if len(point) >= len(nearest) and (real == point or real.startswith(f"{point}/")):
            nearest, kind = point, fields[2]
    return kind if kind in _OF_OTHERS else ""

"""A PostgreSQL cluster of our own for one run of tests or measurements, stopped afterwards.

Nothing of an installed server is touched: a new cluster in a temporary folder (or in one that is
kept for the next run), on a free port of 127.0.0.1, with a password of its own.
"""

import functools
import os
import pwd
import secrets
import shutil
import signal
import socket
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tools.lifeline import die_with_parent

ROLE = "newsroom"
# For tests: nothing here has to outlive a power cut.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class Unavailable(Exception):
    """PostgreSQL is not installed, or would not start; the message says which."""


def find_programs() -> Path | None:
    """The folder with initdb and postgres: the newest of Debian's, else wherever PATH leads."""
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name)
    )
    for folder in reversed(debian):
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def _unprivileged() -> pwd.struct_passwd | None:
    """Whom to run as: initdb refuses root. None: as ourselves."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Unavailable("initdb refuses root, and there is no user postgres or nobody to drop to")


def _is_enterable(folder: Path) -> bool:
    return all(above.stat().st_mode & stat.S_IXOTH for above in [folder, *folder.parents])


def _enterable_folder() -> Path:
    """A temporary folder whose parents another user may walk through (root's TMPDIR may be 700)."""
    for parent in (Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp")):  # noqa: S108
        if _is_enterable(parent):
            return Path(tempfile.mkdtemp(prefix="newsroom-postgres-", dir=parent))
    raise Unavailable("no temporary folder that another user may enter")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _kept_folder(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0 and not _is_enterable(folder.parent):
        raise Unavailable(
            f"{folder} lies where another user may not enter, and initdb refuses root"
        )
    return folder.resolve()


@contextmanager
def cluster(*, keep: Path | None = None, options: Sequence[str] = FAST) -> Iterator[str]:
    """Yields a DATABASE_URL; the server is stopped on the way out and its folder removed, unless
    it is `keep`, which the next run finds as this one left it.

    Raises Unavailable.
    """
    programs = find_programs()
    if programs is None:
        raise Unavailable("PostgreSQL is not installed")
    user = _unprivileged()
    folder = _kept_folder(keep) if keep else _enterable_folder()
    identity: dict[str, object] = {}
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)
        identity = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    is_made = (folder / "data" / "PG_VERSION").exists()
    password_file = folder / "password"
    if not is_made:
        password_file.write_text(secrets.token_hex(16))
        password_file.chmod(0o600)
    password = password_file.read_text()
    if user:
        os.chown(password_file, user.pw_uid, user.pw_gid)
    start = functools.partial(
        subprocess.Popen,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"},
        **identity,
    )
    try:
        if not is_made:
            initdb = start(
                [
                    *(programs / "initdb", "-D", folder / "data", "-U", ROLE),
                    *("-A", "scram-sha-256", f"--pwfile={password_file}"),
                    *("--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"),
                ]
            )
            said, _ = initdb.communicate(timeout=120)
            if initdb.returncode:
                raise Unavailable(f"initdb failed: {said.strip().splitlines()[-1]}")
        port = _free_port()
        place = [
            f"port={port}",
            "listen_addresses=127.0.0.1",
            f"unix_socket_directories={folder}",
        ]
        command: list[str | Path] = [programs / "postgres", "-D", folder / "data"]
        for option in (*place, *options):
            command += ["-c", option]
        with (folder / "log").open("w") as log:
            # SIGINT is PostgreSQL's fast shutdown.
            server = start(
                command,
                stdout=log,
                stderr=log,
                preexec_fn=functools.partial(die_with_parent, signal.SIGINT),
            )
        try:
            _wait_until_ready(server, port, folder / "log")
            yield f"postgres://{ROLE}:{password}@127.0.0.1:{port}/postgres"
        finally:
            server.send_signal(signal.SIGINT)
            try:
                server.wait(timeout=30)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
    finally:
        if keep is None:
            shutil.rmtree(folder, ignore_errors=True)


def _wait_until_ready(server: subprocess.Popen[str], port: int, log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        if "ready to accept connections" in log.read_text(errors="replace"):
            return
        time.sleep(0.1)
    raise Unavailable(f"PostgreSQL did not start on port {port}: {log.read_text()[-500:]}")

"""nginx as deploy/nginx.conf has it, and beside it a server of plain static files to compare with.

Around the site's own file stands what Debian's /etc/nginx/nginx.conf says, so that what is
measured and tested is what is installed.
"""

import os
import pwd
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.processes import ROOT, free_port, need, running

TEMPLATE = ROOT / "deploy" / "nginx.conf"
PACKAGES = ("nginx-light", "libnginx-mod-http-brotli-static")
BROTLI_MODULE = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")

AROUND = """
{brotli_module}
{user}
daemon off;
worker_processes auto;
pid {folder}/nginx.pid;
error_log stderr warn;
events {{ worker_connections 768; }}
http {{
    sendfile on;
    tcp_nopush on;
    types_hash_max_size 2048;
    include {mime_types};
    default_type application/octet-stream;
    gzip on;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
    server {{
        listen 127.0.0.1:{static_port};
        root {folder}/plain;
        index index.html;
        tcp_nopush off;
        gzip off;
        gzip_static on;
        {brotli_static}
    }}
}}
"""


@dataclass(frozen=True)
class Nginx:
    site_port: int
    plain_http_port: int
    static_port: int
    static_folder: Path


def has_brotli() -> bool:
    return BROTLI_MODULE.exists()


def find() -> str | None:
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


def site_file(values: dict[str, str], *, brotli: bool) -> str:
    """deploy/nginx.conf with its words between @ signs filled in.

    Raises KeyError for a word that `values` lacks.
    """
    text = TEMPLATE.read_text()
    configuration = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    if not brotli:
        configuration = re.sub(r"^.*brotli_static.*\n", "", configuration, flags=re.MULTILINE)
    return re.sub(r"@([A-Z_]+)@", lambda match: values[match[1]], configuration) + "\n"


def write_configuration(
    folder: Path, *, host: str, gunicorn: str, data: Path, page_store: Path, scheme: str = "https"
) -> Nginx:
    """Everything nginx reads goes into `folder`; TLS is left out, as behind another server."""
    site_port, plain_http_port, static_port = free_port(), free_port(), free_port()
    plain = folder / "plain"
    for made in (folder, plain, page_store):
        made.mkdir(parents=True, exist_ok=True)
        made.chmod(0o755)
    (folder / "tls").touch()
    values = {
        "HOST": host,
        "SCHEME": scheme,
        "LISTEN": f"127.0.0.1:{site_port}",
        "PLAIN": f"127.0.0.1:{plain_http_port}",
        "TLS": str(folder / "tls"),
        "GUNICORN": gunicorn,
        "DATA": str(data),
        "PAGE_STORE": str(page_store),
    }
    brotli = has_brotli()
    (folder / "site.conf").write_text(site_file(values, brotli=brotli))
    around = AROUND.format(
        brotli_module=f"load_module {BROTLI_MODULE};" if brotli else "",
        brotli_static="brotli_static on;" if brotli else "",
        # Started by root, its workers would change to a user who may not read our folders.
        user=f"user {pwd.getpwuid(os.geteuid()).pw_name};" if os.geteuid() == 0 else "",
        folder=folder,
        static_port=static_port,
        mime_types="/etc/nginx/mime.types",
    )
    (folder / "nginx.conf").write_text(around)
    return Nginx(site_port, plain_http_port, static_port, plain)


@contextmanager
def nginx(
    folder: Path, *, host: str, gunicorn_port: int, data: Path, page_store: Path
) -> Iterator[Nginx]:
    """nginx with its configuration and what it writes in `folder`."""
    program = need("nginx", " ".join(PACKAGES))
    made = write_configuration(
        folder,
        host=host,
        gunicorn=f"127.0.0.1:{gunicorn_port}",
        data=data,
        page_store=page_store,
    )
    command: list[str | Path] = [program, "-e", "stderr", "-p", folder, "-c", folder / "nginx.conf"]
    with running(command, log=folder / "nginx.log", port=made.site_port):
        yield made

"""Real servers for tests, each a child process on a free port of 127.0.0.1, ended by its own id."""

from __future__ import annotations

import datetime as dt
import fcntl
import itertools
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.places import ROOT

REDIS = next(filter(None, map(shutil.which, ("valkey-server", "redis-server"))), None)
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
START = 60.0
FIRST_PORT, PLACES = 11_001, 20
"""The first port of tests, and how many processes of tests there are at most that have ports of their own."""


def _ports() -> Iterator[int]:
    """Odd ports, to stay out of the way of what people run by hand, and below those that the system assigns by itself.
    Each process of tests on this machine has a thousand for itself, and begins somewhere among them.
    """
    first = FIRST_PORT + 1000 * next(filter(_take, range(PLACES)))
    for number in itertools.count(secrets.randbelow(500)):
        yield first + 2 * (number % 500)


def _take(place: int) -> bool:
    """Whether a place is free, and from now on that of this process, also where another run of tests is under way."""
    lock = os.open(
        Path(tempfile.gettempdir()) / f"thidua-ports-{os.getuid()}-{place}.lock", os.O_CREAT | os.O_RDWR, 0o666
    )
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        return False
    return True  # held until the process ends


_given = _ports()


def free_port() -> int:
    """A port that is free and that no other server is given, so that it may be listened on later, too."""
    while True:
        port = next(_given)
        with socket.socket() as trial, suppress(OSError):
            trial.bind(("127.0.0.1", port))
            return port


def wait_until_open(port: int, process: subprocess.Popen[bytes], seconds: float = START) -> None:
    """Wait until a server listens on a port; fails where the process ends instead."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        assert process.poll() is None, f"{process.args} ended with {process.returncode}"
        with socket.socket() as trial:
            trial.settimeout(0.5)
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise TimeoutError(f"nobody listens on {port}")


@dataclass
class RedisServer:
    """Redis or Valkey as docs/hosting.md asks for it: every write is on the disk before it is answered."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> RedisServer:
        """Start on the same port and folder as before."""
        options = {
            "bind": "127.0.0.1",
            "port": self.port,
            "dir": self.folder,
            "save": "",
            "maxmemory-policy": "noeviction",
        }
        options |= {"appendonly": "yes", "appendfsync": "always"}
        command = [str(REDIS), *(part for name, value in options.items() for part in (f"--{name}", str(value)))]
        with (self.folder / "output.txt").open("ab") as output:
            self.process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        wait_until_open(self.port, self.process)
        return self

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End it, with SIGKILL as a power cut would."""
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(timeout=60)
            self.process = None


@dataclass
class Nginx:
    """Debian's nginx with the file that the project ships, its names, certificate and processes replaced."""

    folder: Path
    apps: tuple[int, ...]
    site: Path = ROOT / "deploy" / "nginx.conf"
    plain: int = field(default_factory=free_port)
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"https://localhost:{self.port}"

    @property
    def certificate(self) -> Path:
        return self.folder / "thidua.pem"

    def start(self) -> Nginx:
        self_signed(self.certificate, self.folder / "thidua.key")
        (self.folder / "site.conf").write_text(self._site(), encoding="utf-8")
        (self.folder / "nginx.conf").write_text(self._main(), encoding="utf-8")
        command = [str(NGINX), "-c", str(self.folder / "nginx.conf"), "-p", str(self.folder), "-e", "stderr"]
        with (self.folder / "output.txt").open("ab") as output:
            self.process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        wait_until_open(self.port, self.process)
        return self

    def reload(self) -> None:
        """Read the configuration again: new workers for new lines, the old ones keep theirs."""
        assert self.process is not None
        self.process.send_signal(signal.SIGHUP)

    def workers(self) -> frozenset[str]:
        """The processes that answer now, by their numbers."""
        assert self.process is not None
        master = self.process.pid
        return frozenset(Path(f"/proc/{master}/task/{master}/children").read_text(encoding="ascii").split())

    def stop(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=60)
            self.process = None

    def _site(self) -> str:
        replaced = {
            "listen 80;": f"listen 127.0.0.1:{self.plain};",
            "listen 443 ssl;": f"listen 127.0.0.1:{self.port} ssl;",
            "server_name thidua.example.gov.vn;": "server_name localhost;",
            "/etc/ssl/certs/thidua.pem": str(self.certificate),
            "/etc/ssl/private/thidua.key": str(self.folder / "thidua.key"),
            "/var/cache/nginx/thidua": str(self.folder / "cache"),
            "/var/log/nginx/": f"{self.folder}/",
            "server 127.0.0.1:8501 ": f"server 127.0.0.1:{self.apps[0]} ",
            "server 127.0.0.1:8503 ": f"server 127.0.0.1:{self.apps[1]} ",
        }
        text = self.site.read_text(encoding="utf-8")
        for shipped, here in replaced.items():
            assert shipped in text, shipped
            text = text.replace(shipped, here)
        return text

    def _main(self) -> str:
        user = "user root;" if os.geteuid() == 0 else ""
        places = "".join(f"{name}_temp_path {self.folder}/{name}; " for name in TEMPORARY)
        return f"""{user}
daemon off; worker_processes 2; pid {self.folder}/nginx.pid; error_log stderr warn;
events {{ worker_connections 4096; }}
http {{ access_log off; {places} include /etc/nginx/mime.types; include {self.folder}/site.conf; }}
"""


def self_signed(certificate: Path, key: Path) -> None:
    """A self-signed certificate for localhost."""
    secret = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(secret.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(secret, hashes.SHA256())
    )
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key.write_bytes(
        secret.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )

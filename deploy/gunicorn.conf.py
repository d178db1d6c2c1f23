"""Settings of the application server, for `make run` and for the unit file alike."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from django.core.exceptions import ImproperlyConfigured  # noqa: E402 - as the next

from suwon_board.environment import env_level, env_networks, env_number  # noqa: E402 - ours

try:
    port = env_number("PORT", 8000, 1, 65535)
    workers = env_number("WEB_WORKERS", 2, 1, 64)
    threads = env_number("WEB_THREADS", 8, 1, 256)
    loglevel = env_level("SERVER_LOG_LEVEL", "WARNING").lower()
    # Headers from strangers are not believed.
    forwarded_allow_ips = ",".join(env_networks("TRUSTED_PROXIES")) or "127.0.0.1"
except ImproperlyConfigured as error:
    sys.exit(f"설정을 확인해 주세요: {error} (A setting is wrong.)")

# PORT: where to listen, on this machine only; a proxy in front speaks to the world.
bind = f"127.0.0.1:{port}"

# WEB_WORKERS, WEB_THREADS: processes and the threads of each. A thread that waits for the
# database leaves the others free; two processes use two cores.
worker_class = "gthread"

# Loaded once and then split: the second process costs little memory and no time.
preload_app = True

# A proxy and a tablet keep their connection; opening a new one costs more than a request.
keepalive = 75
timeout = 30

# On SIGTERM: no new requests, and this many seconds for those under way.
graceful_timeout = 20

# The heartbeat file must not wait for a slow disk.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - no data in it

# No access log: an address beside the time of a note would tell who wrote it.
accesslog = None

# No control socket in the home folder.
control_socket_disable = True


def on_starting(server: object) -> None:
    """The server's own lines pass the same filter as the application's: it names an address or a
    header that it refuses."""
    import logging

    from suwon_board.logs import WithoutSecrets

    for handler in logging.getLogger("gunicorn.error").handlers:
        handler.addFilter(WithoutSecrets())


def post_worker_init(worker: object) -> None:
    """Compile the screening's patterns a second after the start: else the first note would wait a
    seventh of a second for them. Before the processes split, every answer would wait for them; and
    at once, the first ones would have to share the processor with them."""
    import threading

    from boards.screening.patterns import compile_all  # the app is loaded by now

    soon = threading.Timer(1.0, compile_all)
    soon.daemon = True
    soon.start()

"""Settings of the application server, for `make run` and for the unit file alike."""

import os

# PORT: where to listen, on this machine only; a proxy in front speaks to the world.
bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"

# WEB_WORKERS, WEB_THREADS: processes and the threads of each. A thread that waits for the
# database leaves the others free; two processes use two cores.
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "8"))

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
loglevel = os.environ.get("SERVER_LOG_LEVEL", "warning")

# Neither a control socket in the home folder nor headers from strangers.
control_socket_disable = True
forwarded_allow_ips = os.environ.get("TRUSTED_PROXIES", "127.0.0.1")

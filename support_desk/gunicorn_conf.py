"""gunicorn: a few threads on the loopback address; containers widen it with `--bind`."""

import os

from support_desk import env

bind = f"127.0.0.1:{env.Environment(os.environ).get(env.PORT)}"
workers = 2
threads = 4
timeout = 60
graceful_timeout = 4  # honcho waits five seconds before it kills
max_requests = 10_000
max_requests_jitter = 1_000
control_socket_disable = True

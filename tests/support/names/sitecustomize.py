"""The DNS of a test: Python imports this by itself when its folder is on the path, before anything looks a name up.

`GUONG_TEST_NAMES` (JSON) maps a name to its answers in turn, each a list of addresses; the last one stays. Any other
name is unknown, so that no test asks the real DNS.
"""

import functools
import json
import os
import socket

_getaddrinfo = socket.getaddrinfo


@functools.cache
def _known():
    # Not at the start: a fork has an environment of its own.
    return json.loads(os.environ["GUONG_TEST_NAMES"])


def _told(host, port, family=0, type=0, proto=0, flags=0):
    if "GUONG_TEST_NAMES" not in os.environ:
        return _getaddrinfo(host, port, family, type, proto, flags)
    try:
        return _getaddrinfo(host, port, family, type, proto, flags | socket.AI_NUMERICHOST)
    except socket.gaierror:
        answers = _known().get(host.decode() if isinstance(host, bytes) else host)
        if not answers:
            raise
    addresses = answers.pop(0) if len(answers) > 1 else answers[0]
    return [found for address in addresses for found in _getaddrinfo(address, port, 0, type, proto, flags)]


socket.getaddrinfo = _told

if os.environ.get("GUONG_TEST_PEAK"):  # where this process writes the most memory it ever held, in bytes
    import atexit

    _process = os.getpid()

    def _tell():
        if os.getpid() == _process:  # not the workers it forked
            with open(os.environ["GUONG_TEST_PEAK"], "w") as file:
                # Not getrusage: what a process reports there begins with what its parent held.
                with open("/proc/self/status", encoding="ascii") as status:
                    held = next(line.split()[1] for line in status if line.startswith("VmHWM"))
                file.write(str(int(held) * 1024))

    atexit.register(_tell)

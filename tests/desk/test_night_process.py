"""A step of the night is a process of its own: whatever it does, the night learns how it went and goes on."""

import os
import sys
import time

import pytest

from desk.night.plan import Step
from desk.night.process import Done, Runner

LEFT_BEHIND = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print('{"pid": %d}' % child.pid)
"""
DEAF = "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nprint('{}', flush=True)\ntime.sleep(60)"


@pytest.fixture
def runner():
    heard: list[str] = []
    made = Runner(grace=0.5, env=dict(os.environ), heard=heard.append, tick=lambda: None)
    made.lines = heard
    return made


def run(runner: Runner, code: str, stdin: str = "", limit: float = 20) -> Done:
    return runner.run(Step("tag", ["-c", code], stdin), limit=limit)


@pytest.mark.parametrize(("code", "state"), [(0, "done"), (1, "partly"), (2, "failed"), (3, "failed")])
def test_an_exit_code_says_how_it_went(runner, code, state):
    assert run(runner, f"raise SystemExit({code})").state == state


def test_its_json_is_its_answer(runner):
    assert run(runner, "print('nháp'); print('{\"tagged\": 7}')").answer == {"tagged": 7}


@pytest.mark.parametrize("said", ["", "không phải JSON", "[1]", "{"])
def test_what_is_no_json_object_is_no_answer(runner, said):
    assert run(runner, f"print({said!r})").answer is None


def test_its_error_line_is_the_reason(runner):
    code = "import sys; print('Lỗi: đĩa đã đầy\\n→ dọn chỗ trống', file=sys.stderr); sys.exit(3)"
    assert run(runner, code).reason == "đĩa đã đầy"


def test_of_a_crash_the_error_is_the_reason(runner):
    assert run(runner, "1 / 0").reason == "ZeroDivisionError: division by zero"


def test_a_step_that_is_killed_is_told_with_its_signal(runner):
    done = run(runner, "import os; os.kill(os.getpid(), 9)")
    assert (done.state, done.reason) == ("killed", "ended by SIGKILL")


def test_a_step_that_runs_out_of_memory_ends_alone(runner):
    limit = "import resource; resource.setrlimit(resource.RLIMIT_AS, (2**28, 2**28)); x = bytearray(2**30)"
    assert run(runner, limit).reason == "MemoryError"


def test_a_step_that_takes_too_long_is_ended(runner):
    assert run(runner, "import time; time.sleep(60)", limit=0.5).state == "time_limit"


def test_a_step_that_does_not_listen_is_killed_after_its_grace(runner):
    began = time.monotonic()
    done = run(runner, DEAF, limit=1)
    assert done.state == "time_limit"
    assert time.monotonic() - began < 30


def test_a_night_that_is_stopped_stops_its_step(runner):
    runner.tick = runner.stop
    assert run(runner, "import time; time.sleep(60)").state == "stopped"


def test_the_last_steps_run_although_the_night_is_stopped(runner):
    runner.stop()
    assert runner.run(Step("facts", ["-c", "print('{}')"]), last=True).state == "done"


def test_what_a_step_leaves_behind_is_ended_and_not_waited_for(runner):
    done = run(runner, LEFT_BEHIND)
    assert done.state == "done"
    for _ in range(50):
        if not alive(done.answer["pid"]):
            return
        time.sleep(0.1)
    pytest.fail("the process it left behind is still there")


def alive(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_flood_of_lines_is_read_and_its_end_is_kept(runner):
    done = run(runner, "import sys\nfor i in range(200_000): print('dòng', i, file=sys.stderr)")
    assert done.state == "done"
    assert done.tail[-1] == "dòng 199999"
    assert len(done.tail) < 100


def test_a_line_without_end_is_cut(runner):
    done = run(runner, "import sys\nfor _ in range(100): sys.stderr.write('x' * 1_000_000)")
    assert done.state == "done"
    assert len(done.tail[-1]) <= 2000


def test_control_bytes_do_not_reach_the_log(runner):
    run(runner, "import sys; sys.stderr.buffer.write(b'\\x1b[31mred\\xff\\x07\\n')")
    assert runner.lines
    assert all(char.isprintable() for line in runner.lines for char in line)


def test_a_step_gets_its_standard_input_however_long(runner):
    assert run(runner, "import sys; print('{\"n\": %d}' % len(sys.stdin.read()))", stdin="x" * 3_000_000).answer == {
        "n": 3_000_000
    }


def test_a_step_that_does_not_read_its_input_does_not_hang(runner):
    assert run(runner, "print('{}')", stdin="x" * 3_000_000).state == "done"


def test_a_program_that_is_not_there_is_a_failed_step(runner, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/không/có/python")
    assert run(runner, "").state == "failed"


def test_a_step_offers_itself_first_when_memory_runs_out(runner):
    if not os.path.exists("/proc/self/oom_score_adj"):
        pytest.skip("no such thing here")
    done = run(runner, "print('{\"score\": %s}' % open('/proc/self/oom_score_adj').read().strip())")
    assert done.answer == {"score": 500}

"""The samples for a server are what systemd, cron and logrotate understand, and what `guong` understands."""

import configparser
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import click
import pytest

from desk.cli import main

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "docs" / "operating"
PAGE = ROOT / "docs" / "operating.md"
UNIT = {"Description", "Documentation", "After", "Wants"}
SERVICE = {"Type", "User", "Group", "WorkingDirectory", "EnvironmentFile", "ExecStart", "StateDirectory", "UMask",
           "SuccessExitStatus", "OOMPolicy", "MemoryMax", "KillMode", "KillSignal", "TimeoutStopSec", "TimeoutStartSec", "Nice",
           "IOSchedulingClass", "NoNewPrivileges", "PrivateTmp", "ProtectSystem", "ProtectHome", "ReadWritePaths"}  # fmt: skip
TIMER = {"OnCalendar", "RandomizedDelaySec", "AccuracySec", "Persistent", "Unit"}
KEYS = {"Unit": UNIT, "Service": SERVICE, "Timer": TIMER, "Install": {"WantedBy"}}


def unit(name: str) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # keys of units keep their case
    parser.read(SAMPLES / name, encoding="utf-8")
    return parser


def guong_line(line: str) -> list[str]:
    """The arguments of the `guong` in a command line."""
    words = shlex.split(line.split(">>")[0])
    start = next(i for i, word in enumerate(words) if word.endswith("/guong") and ".venv" in word)
    return words[start + 1 :]


def understood(args: list[str]) -> dict:
    command = main.get_command(click.Context(main), args[0])
    assert command is not None
    with command.make_context(args[0], args[1:], parent=click.Context(main, obj={})) as context:
        return context.params


@pytest.mark.parametrize("name", ["guong.service", "guong.timer"])
def test_sections_and_keys_are_those_of_systemd(name):
    found = unit(name)
    unknown = {section: set(found[section]) - KEYS[section] for section in found.sections()}
    assert not any(unknown.values()), unknown


@pytest.mark.parametrize("name", ["guong.service", "guong.timer"])
@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_systemd_has_nothing_to_say_against_it(tmp_path, name):
    for file in ("guong.service", "guong.timer"):
        text = (SAMPLES / file).read_text(encoding="utf-8")
        # The program is not installed where the tests run.
        (tmp_path / file).write_text(re.sub(r"(?m)^ExecStart=\S+", "ExecStart=/bin/sh", text), encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "verify", str(tmp_path / name)], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_the_timer_elapses_at_ten_in_ha_noi():
    expression = unit("guong.timer")["Timer"]["OnCalendar"]
    done = subprocess.run(["systemd-analyze", "calendar", expression], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "15:00:00 UTC" in done.stdout


def test_the_calendar_expression_is_a_time_of_every_day():
    assert re.fullmatch(
        r"\*-\*-\* ([01]\d|2[0-3]):[0-5]\d:[0-5]\d Asia/Ho_Chi_Minh", unit("guong.timer")["Timer"]["OnCalendar"]
    )


def test_the_command_of_the_service_is_understood():
    assert understood(guong_line(unit("guong.service")["Service"]["ExecStart"]))["window"] == "22:00-05:00"


def test_the_service_takes_every_good_exit_code_for_good():
    assert unit("guong.service")["Service"]["SuccessExitStatus"].split() == ["1", "143"]


def test_the_service_gives_a_night_time_to_stop():
    assert int(unit("guong.service")["Service"]["TimeoutStopSec"]) > 30
    assert unit("guong.service")["Service"]["KillMode"] == "mixed"


def test_the_service_may_write_where_its_corpus_lies():
    service = unit("guong.service")["Service"]
    corpus = Path(str(understood(guong_line(service["ExecStart"]))["corpus_path"]))
    assert str(corpus.parent) == service["ReadWritePaths"] == f"/var/lib/{service['StateDirectory']}"


def test_the_timer_starts_the_service():
    assert unit("guong.timer")["Timer"]["Unit"] == "guong.service"


def cron_line() -> str:
    lines = (SAMPLES / "guong.cron").read_text(encoding="utf-8").splitlines()
    [line] = [line for line in lines if line[:1].isdigit()]
    return line


def test_the_cron_line_has_five_fields_a_user_and_a_command():
    minute, hour, *rest, user, _ = cron_line().split(None, 6)
    assert (int(minute) in range(60), int(hour) in range(24), rest, user) == (True, True, ["*", "*", "*"], "guong")


def test_the_command_of_the_cron_line_is_understood_and_holds_no_percent_sign():
    """cron takes a % for a line end."""
    assert understood(guong_line(cron_line()))["window"] == "22:00-05:00"
    assert "%" not in cron_line()


def test_cron_and_systemd_run_the_same_night():
    assert guong_line(cron_line()) == guong_line(unit("guong.service")["Service"]["ExecStart"])


LOGROTATE = {"su", "monthly", "rotate", "compress", "delaycompress", "missingok", "notifempty", "create"}


def test_the_logrotate_sample_is_one_block_of_known_words():
    text = re.sub(r"(?m)^\s*#.*\n", "", (SAMPLES / "guong.logrotate").read_text(encoding="utf-8"))
    match = re.fullmatch(r"\s*(\S+) \{\n((?:    \S.*\n)+)\}\s*", text)
    assert match
    assert {line.split()[0] for line in match[2].splitlines()} <= LOGROTATE
    assert Path(match[1]).parent == Path(cron_line().split(">>")[1].split()[0]).parent


@pytest.mark.skipif(not shutil.which("logrotate"), reason="no logrotate here")
def test_logrotate_has_nothing_to_say_against_it(tmp_path):
    text = (SAMPLES / "guong.logrotate").read_text(encoding="utf-8").replace("/var/log/guong", str(tmp_path))
    sample = tmp_path / "guong"
    sample.write_text(re.sub(r"(?m)^    (su|create) .*\n", "", text), encoding="utf-8")
    sample.chmod(0o644)
    done = subprocess.run(["logrotate", "-d", str(sample)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "error" not in done.stderr.lower()


def test_every_setting_of_the_sample_environment_is_one_guong_reads():
    code = "\n".join(file.read_text(encoding="utf-8") for floor in ("nlp", "corpus", "crawler", "desk")
                     for file in (ROOT / floor).rglob("*.py"))  # fmt: skip
    lines = (SAMPLES / "guong.env").read_text(encoding="utf-8").splitlines()
    named = [match[1] for line in lines if (match := re.match(r"#?(GUONG_[A-Z_]+)=\S", line))]
    assert len(named) >= 5
    assert [name for name in named if f'"{name}"' not in code] == []


def test_the_sample_environment_is_read_alike_by_systemd_and_by_a_shell():
    lines = (SAMPLES / "guong.env").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line and not re.fullmatch(r"#.*|[A-Z_]+=[^\s\"'$`\\]*", line)] == []


@pytest.mark.parametrize("name", sorted(file.name for file in SAMPLES.iterdir()))
def test_the_page_tells_of_every_sample(name):
    assert f"docs/operating/{name}" in PAGE.read_text(encoding="utf-8")


def test_every_command_line_of_the_page_is_understood():
    blocks = re.findall(r"^```sh\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    words = [shlex.split(line, comments=True) for block in blocks for line in block.splitlines()]
    lines = [
        line[i + 1 :]
        for line in words
        for i, word in enumerate(line)
        if (word == "guong" and not i) or word.endswith("bin/guong")
    ]
    assert len(lines) >= 3
    for args in lines:
        assert understood([arg.replace("datasets/", f"{ROOT}/datasets/") for arg in args])


def test_every_option_the_page_names_exists():
    text = re.sub(r"^```.*?^```", "", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for code in re.findall(r"`guong ([^`\n]+)`", text):
        name, *rest = code.split()
        command = main.get_command(click.Context(main), name)
        assert command is not None, code
        known = {option for param in command.get_params(click.Context(main)) for option in param.opts}
        assert {word for word in rest if word.startswith("--")} <= known, code


def test_every_number_of_a_night_stands_beside_a_reason():
    lines = (ROOT / "datasets" / "night.toml").read_text(encoding="utf-8").splitlines()
    numbers = [
        line
        for line in lines
        if re.match(r"(seal|tag|backup|crawl|grace|daily|weekly|monthly|days|nights|free_gb) =", line)
    ]
    assert numbers
    assert [line for line in numbers if "#" not in line and not line.startswith(("seal", "link"))] == []

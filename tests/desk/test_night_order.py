"""What the night does after a step that failed, told with steps that only pretend."""

import json
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from desk.night import night as night_module
from desk.night import plan
from desk.night.night import Night
from desk.night.plan import Step, Wish
from desk.night.process import Done, Runner
from desk.night.telling import Teller

ANSWERS = {"open": {"run": 1}, "check": {"problems": []}, "facts": {"sources": [], "totals": {}}}


@pytest.fixture
def night(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Night]:
    """A night whose steps run the given Python instead: `night(tag="1 / 0")`; the others answer well at once.

    `processes=True` gives those a process of their own too (what processes can do: test_night_process.py).
    """
    monkeypatch.setenv("GUONG_CONTACT", "mailto:ai@thu.test")
    monkeypatch.delenv("GUONG_SMTP_URL", raising=False)
    monkeypatch.delenv("GUONG_MAIL_TO", raising=False)
    seen: dict[str, list[str]] = {}

    def run(window: str | None = None, processes: bool = False, **codes: str) -> Night:
        def step(name: str, _: Wish, *args: object, stdin: str = "") -> Step:
            seen[name] = [str(arg) for arg in args]
            return Step(name, ["-c", codes.get(name, f"print({json.dumps(ANSWERS.get(name, {}))!r})")], stdin)

        class Quick(Runner):
            def run(self, step: Step, *, limit: float | None = None, last: bool = False) -> Done:
                if processes or step.name in codes:
                    return super().run(step, limit=limit, last=last)
                return Done(step.name, "done", 0, answer=ANSWERS.get(step.name, {}))

        monkeypatch.setattr(night_module, "Runner", Quick)
        monkeypatch.setattr(plan, "work", step)
        monkeypatch.setattr(plan, "command", step)
        monkeypatch.setattr(plan, "crawl", lambda wish: step("crawl", wish))
        with (
            open(tmp_path / "out", "w", encoding="utf-8") as out,
            click.Context(click.Command("guong"), obj={"lang": "vi"}),
        ):
            made = Night(Wish(tmp_path / "corpus.db", window=window), "2026-11-22-1", Teller(out))
            made.run()
        made.seen = seen
        return made

    return run


def states(night: Night) -> dict[str, str]:
    """The steps that were not done."""
    return {name: done.state for name, done in night.done.items() if done.state != "done"}


def test_a_night_in_which_all_goes_well(night):
    assert states(night(processes=True)) == {}


@pytest.mark.parametrize("step", ["crawl", "tag", "link", "seal", "check", "health", "digest", "thin", "facts"])
@pytest.mark.parametrize(("how", "state"), [("1 / 0", "partly"), ("import os; os.kill(os.getpid(), 9)", "killed")])
def test_a_step_that_fails_fails_alone(night, step, how, state):
    done = night(**{step: how})
    assert states(done) == {step: state}
    assert done.told["exit_code"] == 1


def test_a_check_that_broke_down_does_not_forbid_the_backup_which_checks_its_own_copy(night):
    assert "backup" not in states(night(check="import os; os.kill(os.getpid(), 9)"))


@pytest.mark.parametrize(
    ("kind", "state"), [("text", "skipped"), ("index", "skipped"), ("warc_changed", "done"), ("backup", "done")]
)
def test_a_damaged_corpus_is_not_backed_up_and_a_damaged_archive_forbids_nothing(night, kind, state):
    found = json.dumps({"problems": [{"kind": kind, "subject": "x", "detail": "y"}]})
    done = night(check=f"print({found!r}); raise SystemExit(1)")
    assert (done.done["check"].state, done.done["backup"].state) == ("failed", state)


def test_without_a_new_backup_no_old_one_goes(night):
    assert "--no-backups" in night(backup="raise SystemExit(3)").seen["thin"]


def test_with_a_new_backup_old_ones_may_go(night):
    assert "--backups" in night().seen["thin"]


def test_without_an_open_corpus_only_check_and_report_are_left(night):
    done = night(open="raise SystemExit(3)")
    assert {name for name, one in done.done.items() if one.state == "done"} == {"check", "report", "metrics"}
    assert done.told["exit_code"] == 3


def test_outside_of_the_window_no_paper_is_asked_and_the_rest_is_done(night, monkeypatch):
    monkeypatch.setenv("GUONG_NOW", "2026-11-22T09:00:00+07:00")
    assert states(night("22:00-05:00")) == {"crawl": "skipped"}


def test_inside_of_the_window_papers_are_asked(night, monkeypatch):
    monkeypatch.setenv("GUONG_NOW", "2026-11-22T23:30:00+07:00")
    assert states(night("22:00-05:00")) == {}


def test_a_letter_that_could_not_be_sent_is_in_the_report(night, monkeypatch):
    monkeypatch.setenv("GUONG_SMTP_URL", "smtp://thu.test")
    done = night(mail="import sys; print('Lỗi: gửi thư: không tới được', file=sys.stderr); sys.exit(3)")
    assert states(done) == {"mail": "failed"}
    told = json.loads(Path(done.told["files"]["json"]).read_text(encoding="utf-8"))
    assert told["steps"][-1]["reason"] == "gửi thư: không tới được"


def test_the_letter_holds_the_report(night, monkeypatch):
    monkeypatch.setenv("GUONG_SMTP_URL", "smtp://thu.test")
    done = night(mail="import json, sys; print(json.dumps(json.load(sys.stdin)))")
    assert done.done["mail"].answer["subject"].startswith("Guong 2026-11-22-1: xong")
    assert "BÁO CÁO ĐÊM" in done.done["mail"].answer["text"]


def test_a_report_that_cannot_be_written_does_not_stop_the_night(night, tmp_path):
    (tmp_path / "reports").write_text("in the way")
    done = night()
    assert states(done) == {"report": "failed"}
    assert done.told["exit_code"] == 1
    assert "BÁO CÁO ĐÊM" in (tmp_path / "out").read_text(encoding="utf-8")


def test_a_crawl_with_troubles_says_how_many(night):
    done = night(crawl="print('{\"trouble\": 3}'); raise SystemExit(1)")
    assert done.done["crawl"].reason == "3 trục trặc, xem phần nguồn"


def test_an_output_that_is_closed_does_not_stop_the_night(night, tmp_path):
    teller = Teller(open(tmp_path / "closed", "w"))  # noqa: SIM115  # closed at once, as a broken pipe would be
    teller._out.close()
    teller.line("x")

"""The night itself: one at a time, step after step, whatever a step does; a report in the end in any case."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from corpus.clock import moment, stamp
from corpus.nights import night_of
from crawler.manners import only_one
from crawler.window import Window
from desk.night import mail, plan, report
from desk.night.plan import Step, Wish, numbers
from desk.night.process import Done, Runner
from desk.night.reading import page
from desk.night.telling import Teller
from desk.say import language, text

# In the order of the night. What needs an open corpus is not tried without one.
STEPS = ("open", "crawl", "tag", "link", "seal", "check", "health", "backup", "digest", "thin", "facts", "report",
         "metrics", "mail")  # fmt: skip
NEED_OPEN = {"crawl", "tag", "link", "seal", "health", "digest", "backup", "thin"}
SECRETS = ("GUONG_SMTP_URL", "GUONG_SMTP_PASSWORD_FILE", "CREDENTIALS_DIRECTORY")  # only the mail step sees them


class Night:
    """One night: `run` does it and returns its exit code; `told` is the report, as it was written."""

    def __init__(self, wish: Wish, name: str, teller: Teller) -> None:
        self.wish, self.name, self.teller = wish, name, teller
        self.done: dict[str, Done] = {}
        self.run_number = 0
        self.told: dict[str, Any] = {}
        self.signal = 0
        self.runner = Runner(grace=numbers()["stop"]["grace"], env={}, heard=teller.heard, tick=teller.tick)

    def run(self) -> int:
        """Do the night; the caller holds its lock."""
        began, clock = moment(), time.monotonic()
        with self._listening():
            self._work()
            self._tell(began, clock)
        return int(self.told["exit_code"])

    def _work(self) -> None:
        wish, name = self.wish, self.name
        opened = self._do(plan.work("open", wish))
        self.run_number = int((opened.answer or {}).get("run") or 0)
        run = ("--run", self.run_number)
        outside = wish.window and not wish.replay and not Window.parse(wish.window).holds(moment())
        self._do(plan.crawl(wish), text("night_outside", window=wish.window) if outside else None)
        for step in (plan.command("tag", wish), plan.command("link", wish), plan.work("seal", wish)):
            self._do(step)
        nights = numbers()["archive"]["nights"]
        checked = self._do(
            plan.command("check", wish, "--share", f"{night_of(moment()).toordinal() % nights}/{nights}")
        )
        self._do(plan.work("health", wish, *run))
        saved = self._do(plan.command("backup", wish, "--name", name), self._damaged(checked))
        self._do(plan.work("digest", wish, *run, "--name", name))
        keep = ("--keep", wish.keep) if wish.keep else ()
        # Without a new backup no old one goes.
        self._do(plan.work("thin", wish, "--name", name, *keep, "--backups" if saved.well else "--no-backups"))

    def _damaged(self, checked: Done) -> str | None:
        """Why there is no backup tonight: a damaged corpus must not take the place of a good copy."""
        problems = [
            one for one in (checked.answer or {}).get("problems", []) if not one["kind"].startswith(("warc", "backup"))
        ]
        if (checked.answer or {}).get("problems"):
            checked.state = "failed"
            checked.reason = text("night_damage", count=len(checked.answer["problems"])) if checked.answer else None
        return text("night_no_backup", count=len(problems)) if problems else None

    def _do(self, step: Step, skip: str | None = None, *, last: bool = False, limit: float | None = None) -> Done:
        """Run a step, or say why it is not run."""
        if self.signal and not last:
            done = Done(step.name, "stopped")
        elif skip is None and step.name in NEED_OPEN and not self.run_number:
            done = Done(step.name, "skipped", reason=text("night_not_open"))
        elif skip is not None:
            done = Done(step.name, "skipped", reason=skip)
        else:
            self.teller.begin(step.name)
            self.runner.env = self._env(step)
            done = self.runner.run(step, limit=limit, last=last)
            if done.state == "time_limit":
                done.reason = text("night_over", seconds=round(done.seconds))
            elif done.state == "partly" and (done.answer or {}).get("trouble"):
                done.reason = text("night_trouble", count=(done.answer or {})["trouble"])
        return self._note(done)

    def _note(self, done: Done) -> Done:
        self.done[done.name] = done
        self.teller.end(done)
        return done

    def _env(self, step: Step) -> dict[str, str]:
        """The step's environment: our language, our clock where it was set, no secrets it does not need."""
        env = {key: value for key, value in os.environ.items() if step.name == "mail" or key not in SECRETS}
        if os.environ.get("GUONG_NOW", "").strip():
            env["GUONG_NOW"] = stamp(moment())
        return {**env, "GUONG_LANG": language(), "PYTHONUNBUFFERED": "1"}

    def _tell(self, began: Any, clock: float) -> None:
        """Gather, write and send the report. What fails here is in the report that is written last."""
        facts: dict[str, Any] = {}
        if self.run_number:
            step = plan.work("facts", self.wish, "--run", self.run_number)
            facts = self._do(step, last=True, limit=numbers()["stop"]["facts"] if self.signal else None).answer or {}
        signum = self.signal

        def compose() -> dict[str, Any]:
            return report.compose(self.wish, self.name, began, time.monotonic() - clock, list(self.done.values()), facts,
                                  signum)  # fmt: skip

        self.told = compose()
        if not self._note(report.write(self.told)).well:
            self.teller.page(page(self.told))  # where no file can be written, the journal may still hold it
        self._note(report.write_metrics(self.told))
        if mail.wanted():
            self.told = compose()
            self._do(plan.work("mail", self.wish, stdin=report.letter(self.told)))
        self.told = compose()
        report.write(self.told)
        report.write_metrics(self.told)
        if self.run_number:
            outcome = str(self.told["outcome"])
            self.runner.env = self._env(Step("finish"))
            self.runner.run(plan.work("finish", self.wish, "--run", self.run_number, "--outcome", outcome), last=True,
                            limit=numbers()["stop"]["facts"] if self.signal else None)  # fmt: skip
        self.teller.line(
            f"night {self.name} {self.told['outcome']} in {self.told['seconds']:.0f} s: {self.told['files']['text']}"
        )

    @contextmanager
    def _listening(self) -> Iterator[None]:
        """SIGTERM and SIGINT stop the night; the second one ends everything at once."""
        before = {number: signal.signal(number, self._told_to_stop) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _told_to_stop(self, number: int, _frame: object) -> None:
        if self.signal:
            self.runner.kill()
            os._exit(128 + number)
        self.signal = number
        self.runner.stop()


@contextmanager
def alone(wish: Wish) -> Iterator[None]:
    """Hold the lock of the night; raises GuongError, naming who holds it, when another one does. A kill frees it."""
    with only_one(wish.corpus, name="nightly"):
        yield

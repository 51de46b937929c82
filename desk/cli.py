"""`guong`: the one command. Names and codes are English, what it says is Vietnamese first."""

import contextlib
import importlib
import json
import os
import sys
from typing import Any, NoReturn

import click

from desk.say import LANGUAGES, printable, text, translated

DONE, PARTLY, WRONG_USAGE, NOTHING = 0, 1, 2, 3  # exit codes of the command contract
STOPPED = 143  # asked to stop before its end, as shells count it: 128 + SIGTERM
INTERRUPTED = 130  # stopped at the keyboard (Ctrl-C): 128 + SIGINT
COMMANDS = {  # command → module under desk.commands, imported only when it is called
    "crawl": "collect", "extract": "collect", "ingest": "collect",
    "tag": "understand", "train": "understand", "evaluate": "understand",
    "link": "keep", "show": "keep", "search": "search", "export": "export", "status": "keep",
    "nightly": "night", "doctor": "night", "backup": "night", "restore": "night",
    "sources": "sources",
    "kwic": "counts", "colloc": "counts", "ngrams": "counts", "keyness": "counts", "freq": "counts", "facets": "counts",
    "crosstab": "counts",
    "review": "coding", "sample": "coding", "agreement": "coding",
    "stories": "stories", "family": "stories", "packet": "packet", "shortlist": "shortlist", "digest": "digest",
    "release": "release", "datasette": "release",
    "demo": "demo",
}  # fmt: skip


class Lazy(click.Group):
    """A group that imports a command's module when it is asked for, so that `--help` is instant."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"desk.commands.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, cmd_name)
        _speak(command)
        return command

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        _speak_utf8()
        try:
            return super().make_context(*args, **kwargs)
        except click.exceptions.NoArgsIsHelpError:
            raise
        except click.UsageError as error:
            misused(error)
        except KeyboardInterrupt:
            interrupted()

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; an expected error is one line and a next step, never a traceback."""
        try:
            return self._invoke(ctx)
        except (KeyboardInterrupt, click.Abort):  # click turns Ctrl-C at a question into the latter
            interrupted()

    def _invoke(self, ctx: click.Context) -> Any:
        from corpus.errors import GuongError, QueryError
        from nlp.errors import NlpError

        try:
            result = super().invoke(ctx)
            sys.stdout.flush()  # a full disk under our output is ours to report, not the interpreter's at its end
            return result
        except click.exceptions.NoArgsIsHelpError:
            raise
        except click.UsageError as error:
            misused(error)
        except QueryError as error:
            fail(str(error), error.hint, WRONG_USAGE)
        except (GuongError, NlpError) as error:
            said = "`guong" in str(error)  # some messages hold their next step
            fail(str(error), getattr(error, "hint", "") or ("" if said else f"guong {ctx.invoked_subcommand} --help"))
        except BrokenPipeError:
            _mute()
            ctx.exit(DONE)  # the reader of our output has seen enough
        except OSError as error:
            _mute()
            fail(f"{error.filename or text('output')}: {error.strerror or error}", text("check_path"))


def _speak(command: click.Command) -> None:
    """Give a command, and every command under it, the option `--lang`."""
    if not any(param.name == "lang" for param in command.params):
        command.params.append(_lang_option())
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        _speak(below)


def _lang_option() -> click.Option:
    """`--lang` behind a command's name, where people look for it; before it, it is the group's."""
    return click.Option(
        ["--lang"], type=click.Choice(LANGUAGES), expose_value=False, is_eager=True, callback=_choose_language,
        help="Ngôn ngữ hiển thị · language of messages.",
    )  # fmt: skip


def _choose_language(ctx: click.Context, _: click.Parameter, chosen: str | None) -> None:
    if chosen:
        ctx.find_root().ensure_object(dict)["lang"] = chosen


def _speak_utf8() -> None:
    """Output is UTF-8 whatever the locale says; half a character in a path is shown escaped."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _mute() -> None:
    """What could not be written is let go, or the interpreter would try once more at its end and complain."""
    with contextlib.suppress(OSError, ValueError), open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def misused(error: click.UsageError) -> NoReturn:
    """Say a wrong usage in one line, with the help that tells the right one."""
    command = error.ctx.command_path if error.ctx else "guong"
    fail(error.format_message(), f"{command} --help", WRONG_USAGE)


def interrupted() -> NoReturn:
    """Say that the command was stopped at the keyboard: whoever stopped it knows why, so there is no next step."""
    click.echo(text("interrupted"), err=True)
    raise click.exceptions.Exit(INTERRUPTED)


def fail(message: str, hint: str = "", code: int = NOTHING) -> NoReturn:
    """Say an error in one line with a next step, and end with an exit code."""
    click.echo(text("error", message=printable(translated(" ".join(message.split())))), err=True)
    if hint:
        click.echo(text("hint", hint=printable(translated(hint, "hints"))), err=True)
    raise click.exceptions.Exit(code)


def print_json(value: Any) -> None:
    """Print JSON for machines."""
    click.echo(json.dumps(value, ensure_ascii=False))


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--lang", type=click.Choice(LANGUAGES), default="vi", envvar="GUONG_LANG", show_default=True, is_eager=True,
              expose_value=False, callback=_choose_language, help="Ngôn ngữ hiển thị · language of messages.")  # fmt: skip
@click.version_option(package_name="guong")
def main() -> None:
    """Guong: đọc báo tỉnh về học tập và làm theo Bác · reads the provincial press on learning from Hồ Chí Minh."""

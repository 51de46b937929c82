"""`guong`: the one command. Names and codes are English, what it says is Vietnamese first."""

import importlib
import json
from typing import Any, NoReturn

import click

from desk.say import LANGUAGES, printable, text, translated

DONE, PARTLY, WRONG_USAGE, NOTHING = 0, 1, 2, 3  # exit codes of the command contract
COMMANDS = {  # command → module under desk.commands, imported only when it is called
    "crawl": "collect", "extract": "collect", "ingest": "collect",
    "tag": "understand", "train": "understand", "evaluate": "understand",
    "link": "keep", "show": "keep", "search": "keep", "export": "keep", "status": "keep",
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
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; an expected error is one line and a next step, never a traceback."""
        from corpus.errors import GuongError
        from nlp.errors import NlpError

        try:
            return super().invoke(ctx)
        except (GuongError, NlpError) as error:
            fail(str(error), getattr(error, "hint", ""))
        except BrokenPipeError:
            ctx.exit(DONE)  # the reader of our output has seen enough


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
@click.option("--lang", type=click.Choice(LANGUAGES), default="vi", envvar="GUONG_LANG", show_default=True,
              help="Ngôn ngữ hiển thị · language of messages.")  # fmt: skip
@click.version_option(package_name="guong")
@click.pass_context
def main(ctx: click.Context, lang: str) -> None:
    """Guong: đọc báo tỉnh về học tập và làm theo Bác · reads the provincial press on learning from Hồ Chí Minh."""
    ctx.obj = {"lang": lang}

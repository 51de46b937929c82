"""The letter of the night, through a server on loopback; a password never travels in the open nor gets into a message."""

import base64
import socketserver
import threading
from collections.abc import Iterator
from email import message_from_bytes, policy

import pytest

from corpus.errors import GuongError
from desk.night.mail import configured, send, wanted
from tests.support.run import ROOT

NAMES = ("GUONG_SMTP_URL", "GUONG_MAIL_TO", "GUONG_MAIL_FROM", "GUONG_SMTP_PASSWORD_FILE", "CREDENTIALS_DIRECTORY")
SECRET = "mật-khẩu@1"


class Post(socketserver.ThreadingTCPServer):
    """A mail server that writes down what it was told; `refuse` answers every letter with 550."""

    daemon_threads = True
    refuse = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.commands: list[str] = []
        self.letters: list[bytes] = []


class Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        post = self.server
        assert isinstance(post, Post)
        self.wfile.write(b"220 thu.test ESMTP\r\n")
        while line := self.rfile.readline():
            said = line.decode().strip()
            post.commands.append(said)
            verb = said.upper().split(" ")[0]
            if verb == "EHLO":
                self.wfile.write(b"250-thu.test\r\n250 AUTH PLAIN\r\n")
            elif verb == "AUTH":
                self.wfile.write(b"235 ok\r\n")
            elif verb == "MAIL" and post.refuse:
                self.wfile.write(b"550 no\r\n")
            elif verb == "DATA":
                self.wfile.write(b"354 go on\r\n")
                lines = []
                while (part := self.rfile.readline()) != b".\r\n":
                    lines.append(part)
                post.letters.append(b"".join(lines))
                self.wfile.write(b"250 ok\r\n")
            else:
                self.wfile.write(b"250 ok\r\n")
                if verb == "QUIT":
                    return


@pytest.fixture
def post() -> Iterator[Post]:
    with Post() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def setting(monkeypatch: pytest.MonkeyPatch):
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)

    def put(**values: str) -> None:
        for name, value in values.items():
            monkeypatch.setenv(name, value)

    return put


def url(post: Post, user: str = "") -> str:
    return f"smtp://{user}127.0.0.1:{post.server_address[1]}"


def sent(post: Post) -> object:
    return message_from_bytes(post.letters[0], policy=policy.default)


def test_a_letter_arrives_with_its_text_and_attachment(post, setting, tmp_path):
    setting(GUONG_SMTP_URL=url(post), GUONG_MAIL_TO="a@thu.test, b@thu.test")
    file = tmp_path / "đêm.html"
    file.write_text("<p>bản tin</p>", encoding="utf-8")
    send(configured(), "Guong: xong", "Báo cáo đêm.", {"dem.html": file, "khong-co.json": tmp_path / "none"})
    letter = sent(post)
    assert letter["subject"] == "Guong: xong"
    assert letter.get_body().get_content().strip() == "Báo cáo đêm."
    assert [part.get_filename() for part in letter.iter_attachments()] == ["dem.html"]
    assert [line for line in post.commands if line.startswith("rcpt")] == [
        "rcpt TO:<a@thu.test>",
        "rcpt TO:<b@thu.test>",
    ]


def test_a_line_break_in_a_subject_makes_no_header(post, setting):
    setting(GUONG_SMTP_URL=url(post), GUONG_MAIL_TO="a@thu.test")
    send(configured(), "một\r\nBcc: kẻ-lạ@thu.test", "x", {})
    assert sent(post)["bcc"] is None


@pytest.mark.parametrize("how", ["address", "file", "credential"])
def test_the_password_comes_from_address_file_or_credential(post, setting, tmp_path, how):
    (tmp_path / "smtp_password").write_text("bi-mat\n")
    given = {"address": {}, "file": {"GUONG_SMTP_PASSWORD_FILE": str(tmp_path / "smtp_password")},
             "credential": {"CREDENTIALS_DIRECTORY": str(tmp_path)}}[how]  # fmt: skip
    setting(GUONG_SMTP_URL=url(post, "ai:bi-mat@" if how == "address" else "ai@"), GUONG_MAIL_TO="a@thu.test", **given)
    send(configured(), "x", "x", {})
    [auth] = [line for line in post.commands if line.startswith("AUTH")]
    assert base64.b64decode(auth.split()[-1]) == b"\0ai\0bi-mat"


def test_a_password_does_not_go_over_an_open_line(post, setting, monkeypatch):
    monkeypatch.setattr("desk.night.mail._LOCAL", ())
    setting(GUONG_SMTP_URL=url(post, "ai:bi-mat@"), GUONG_MAIL_TO="a@thu.test")
    with pytest.raises(GuongError, match="no encryption"):
        send(configured(), "x", "x", {})
    assert not [line for line in post.commands if line.startswith("AUTH")]


def test_a_server_that_refuses_is_a_named_error_without_the_password(post, setting):
    post.refuse = True
    setting(GUONG_SMTP_URL=url(post, "ai:bi-mat@"), GUONG_MAIL_TO="a@thu.test")
    with pytest.raises(GuongError, match="refused the letter") as caught:
        send(configured(), "x", "x", {})
    assert "bi-mat" not in f"{caught.value} {caught.value.hint} {configured()!r}"


def test_a_server_that_is_not_there_is_a_named_error(setting):
    setting(GUONG_SMTP_URL="smtp://127.0.0.1:9", GUONG_MAIL_TO="a@thu.test")
    with pytest.raises(GuongError, match="cannot be reached"):
        send(configured(), "x", "x", {})


@pytest.mark.parametrize("values", [
    {"GUONG_SMTP_URL": "http://thu.test", "GUONG_MAIL_TO": "a@thu.test"}, {"GUONG_SMTP_URL": "smtp://thu.test"},
    {"GUONG_SMTP_URL": "smtp://thu.test:ai", "GUONG_MAIL_TO": "a@thu.test"},
    {"GUONG_SMTP_URL": "smtp://thu.test", "GUONG_MAIL_TO": "khong phai dia chi"},
    {"GUONG_SMTP_URL": "smtp://thu.test", "GUONG_MAIL_TO": "a@thu.test", "GUONG_MAIL_FROM": "x@thu.test\nBcc: b@thu.test"},
    {"GUONG_SMTP_URL": "smtp://ai@thu.test", "GUONG_MAIL_TO": "a@thu.test", "GUONG_SMTP_PASSWORD_FILE": "/khong/co"},
])  # fmt: skip
def test_settings_that_cannot_be_used_are_named(setting, values):
    setting(**values)
    with pytest.raises(GuongError, match=r"^mail: ") as caught:
        configured()
    assert caught.value.hint


def test_without_settings_no_mail_is_wanted(setting):
    assert not wanted()
    assert configured() is None


def test_only_the_mail_step_sees_the_password(setting, tmp_path):
    from desk.night.night import Night
    from desk.night.plan import Wish, work
    from desk.night.telling import Teller

    setting(GUONG_SMTP_URL="smtp://ai:bi-mat@thu.test", CREDENTIALS_DIRECTORY=str(tmp_path))
    wish = Wish(tmp_path / "corpus.db")
    night = Night(wish, "2026-11-22-1", Teller(open(ROOT / "README.md")))  # noqa: SIM115  # read-only: every line is lost
    assert "bi-mat" not in str(night._env(work("facts", wish)))
    assert "bi-mat" in str(night._env(work("mail", wish)))

"""Mail of the night's report, through the SMTP server the environment names.

`GUONG_SMTP_URL` is `smtp://user:password@host:port` or `smtps://…`; `GUONG_MAIL_TO` one or several addresses with
commas, `GUONG_MAIL_FROM` the sender (default: the first recipient). The password may stand in a file instead: the one
`GUONG_SMTP_PASSWORD_FILE` names, or `smtp_password` among the credentials systemd hands over.
"""

import mimetypes
import os
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate
from pathlib import Path
from urllib.parse import unquote, urlsplit

from corpus.clock import moment
from corpus.errors import GuongError

TIMEOUT = 30.0  # seconds for one exchange with the server
_PORTS = {"smtp": 587, "smtps": 465}  # RFC 6409 (submission), RFC 8314
_LOCAL = ("localhost", "127.0.0.1", "::1")
_HINT = "see GUONG_SMTP_URL, GUONG_MAIL_TO and GUONG_MAIL_FROM in docs/operating.md"


@dataclass(frozen=True, slots=True)
class Way:
    """Server, sender and recipients; the password is never shown."""

    scheme: str
    host: str
    port: int
    user: str | None
    password: str | None = field(repr=False)
    sender: str
    to: tuple[str, ...]


def wanted() -> bool:
    """True when the environment speaks of mail at all."""
    return any(os.environ.get(name, "").strip() for name in ("GUONG_SMTP_URL", "GUONG_MAIL_TO"))


def configured() -> Way | None:
    """The way a letter goes, None when no server is named; raises GuongError for settings that cannot be used."""
    url = os.environ.get("GUONG_SMTP_URL", "").strip()
    if not url:
        return None
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port or _PORTS[parts.scheme]
    except (ValueError, KeyError):
        host, port = None, 0
    if not host:
        raise GuongError("mail: GUONG_SMTP_URL is no smtp:// or smtps:// address", _HINT)
    to = tuple(part.strip() for part in os.environ.get("GUONG_MAIL_TO", "").split(",") if part.strip())
    if not to:
        raise GuongError("mail: GUONG_MAIL_TO is not set", _HINT)
    sender = os.environ.get("GUONG_MAIL_FROM", "").strip() or to[0]
    for address in (sender, *to):
        try:
            Address(addr_spec=address)
        except Exception as error:  # the parser raises whatever it stumbles over
            raise GuongError(f"mail: {address!r} is no mail address", _HINT) from error
    user = unquote(parts.username) if parts.username else None
    password = unquote(parts.password) if parts.password else _password_file()
    return Way(parts.scheme, host, port, user, password if user else None, sender, to)


def _password_file() -> str | None:
    named = os.environ.get("GUONG_SMTP_PASSWORD_FILE", "").strip()
    credentials = os.environ.get("CREDENTIALS_DIRECTORY", "").strip()
    file = Path(named) if named else Path(credentials) / "smtp_password" if credentials else None
    if file is None or not (named or file.exists()):
        return None
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise GuongError(f"mail: the password file {file} cannot be read", "check the path and its rights") from error


def letter(way: Way, subject: str, text: str, attachments: dict[str, Path]) -> EmailMessage:
    """The letter itself; attachments that are not there are left out."""
    message = EmailMessage()
    message["From"], message["To"], message["Date"] = way.sender, ", ".join(way.to), formatdate(moment().timestamp())
    message["Subject"] = " ".join(subject.split())
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no machine answers it
    message.set_content(text)
    for name, file in attachments.items():
        if file.is_file():
            main, _, sub = (mimetypes.guess_type(name)[0] or "application/octet-stream").partition("/")
            message.add_attachment(file.read_bytes(), maintype=main, subtype=sub, filename=name)
    return message


def send(way: Way, subject: str, text: str, attachments: dict[str, Path]) -> None:
    """Send a letter; raises GuongError when the server does not take it. A password crosses no open line but the
    machine's own."""
    message = letter(way, subject, text, attachments)
    context = ssl.create_default_context()
    try:
        server: smtplib.SMTP = (smtplib.SMTP_SSL(way.host, way.port, timeout=TIMEOUT, context=context)
                                if way.scheme == "smtps" else smtplib.SMTP(way.host, way.port, timeout=TIMEOUT))  # fmt: skip
        try:
            _hand_over(server, way, message, context)
        finally:
            with suppress(smtplib.SMTPException, OSError):  # how it says goodbye changes nothing
                server.quit()
    except smtplib.SMTPException as error:
        code = getattr(error, "smtp_code", None)
        raise GuongError(f"mail: {way.host} refused the letter ({code or type(error).__name__})", _HINT) from error
    except OSError as error:
        raise GuongError(f"mail: {way.host} cannot be reached ({error.strerror or error})", _HINT) from error


def _hand_over(server: smtplib.SMTP, way: Way, message: EmailMessage, context: ssl.SSLContext) -> None:
    server.ehlo()
    closed = way.scheme == "smtps"
    if not closed and server.has_extn("starttls"):
        server.starttls(context=context)
        server.ehlo()
        closed = True
    if way.user and way.password is not None:
        if not closed and way.host not in _LOCAL:
            raise GuongError(f"mail: {way.host} offers no encryption for the password", "use smtps://")
        server.login(way.user, way.password)
    server.send_message(message, way.sender, list(way.to))

"""Nights as they would have been recorded: a paper's pages of one day, written as WARC with that day's date."""

import datetime
import io
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

HANOI = datetime.timezone(datetime.timedelta(hours=7))
SENTENCES = (
    "Tối qua, nhà văn hóa thôn {n} sáng đèn đến khuya vì buổi họp bàn chuyện nắn lại con mương chạy sau xóm {n}.",
    "Ông Lê Văn Tám, bí thư chi bộ, đọc lại lời Bác dặn về chữ cần chữ kiệm rồi hỏi mỗi nhà góp được mấy ngày công.",
    "Sau {n} ngày đào đắp, nước về đến chân ruộng cuối cùng, và sổ thu chi được dán lên bảng tin cho cả thôn cùng xem.",
    "Chị em chi hội phụ nữ nấu nồi cháo cho người đi làm, tiền gạo lấy từ hũ tiết kiệm học Bác đã nuôi được {n} tháng.",
    "Cách làm ấy nay đã có {n} thôn bên cạnh sang hỏi, còn chi bộ thì ghi vào nghị quyết tháng sau để giữ thành nếp.",
)


def story(host: str, n: int, day: str, *, words: int = len(SENTENCES), extra: str = "", frame: str = "old") -> bytes:
    """An article of its own for every number; `frame` is the page around it, `words` how many sentences it has."""
    body = "".join(f"<p>{text.format(n=n)}</p>" for text in SENTENCES[:words]) + extra
    y, m, d = day.split("-")
    head = (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Con mương của thôn số {n}</title>'
        f'<link rel="canonical" href="https://{host}/con-muong-cua-thon-so-{n:05d}.html"></head><body>'
    )
    title = f'<h1 class="title-detail">Con mương của thôn số {n}</h1>'
    if frame == "scripted":  # a redesign that draws its text by script
        return f"{head}<div id='app' data-page='{n}'></div><script>render({n})</script></body></html>".encode()
    return (
        f'{head}<main>{title}<div class="date font5">Ngày {d}/{m}/{y} | 20:08:37 [GMT +7]</div>'
        f'<h2 class="sapo">Chuyện con mương thứ {n}, kể lại theo lời những người đã cùng đào nó trong một tuần trăng.</h2>'
        f'<div id="content-detail">{body}</div></main></body></html>'
    ).encode()


def front(numbers: list[int]) -> bytes:
    """A section page that leads to these articles."""
    links = "".join(f'<li><a href="/con-muong-cua-thon-so-{n:05d}.html">Chuyện {n}</a></li>' for n in numbers)
    return f"<!DOCTYPE html><html><body><ul>{links}</ul></body></html>".encode()


class Snapshot:
    """One night's WARC file. What is not in it answers 404."""

    def __init__(self, path: Path, at: datetime.datetime) -> None:
        self.path, self.at = path, at
        self._file = path.open("wb")
        self._writer = WARCWriter(self._file, gzip=True)

    def add(self, url: str, body: bytes, status: int = 200, **headers: str) -> None:
        """Record one answer; header names are written with underscores."""
        kind = "text/plain" if url.endswith(".txt") else "text/html; charset=utf-8"
        named = {"Content-Type": kind, **{name.replace("_", "-"): value for name, value in headers.items()}}
        http = StatusAndHeaders(f"{status} -", list(named.items()), protocol="HTTP/1.1")
        date = self.at.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        record = self._writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=http,
                                                 warc_headers_dict={"WARC-Date": date})  # fmt: skip
        self._writer.write_record(record)

    def close(self) -> None:
        """Finish the file."""
        self._file.close()

"""`sayso read` with a language model: a stub on loopback stands in for the endpoint."""

import json
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sayso.reading.read import READER
from tests.reading.llm.stub import Json, Reply, Serve, completion, serving

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]
KEY = "k-0123456789"
STATES = ("Kazakhstan", "Tajikistan", "Uzbekistan")
REPORT = """Ministers weigh the next winter

Tashkent, 4 February 2022

Mass unrest in {state} is unlikely this year, the minister said. The security forces will probably be unable to \
suppress protests in {state}, an expert said. The tea in the canteen is excellent.
"""
TOLD = "stub: 3 windows ({kept} from the cache), {calls}, {seconds}; {tokens} out; 0 statements refused"


@pytest.fixture
def serve() -> Iterator[Serve]:
    with serving() as start:
        yield start


@pytest.fixture
def reports(folder: Path) -> Path:
    """Return a folder with three reports in `reports`, on a state each."""
    (folder / "reports" / "report.txt").unlink()
    for state in STATES:
        (folder / "reports" / f"{state}.txt").write_text(REPORT.format(state=state), encoding="utf-8")
    return folder


@pytest.fixture
def asked(sayso: Run) -> Run:
    """Return a function that reads the reports with the model `stub` at an address."""

    def run(base: str, *options: str, **variables: str) -> "subprocess.CompletedProcess[bytes]":
        cached = () if "XDG_CACHE_HOME" in variables else ("--cache", "answers")
        asking = ("--reader", "llm", "--endpoint", base, "--model", "stub")
        return sayso("read", "reports", *asking, *cached, *options, **variables)

    return run


def quoted(request: Json, words: str, **fields: object) -> Json:
    """Return a claim with these words, in the paragraph in which the question has them."""
    question = request["body"]["messages"][1]["content"]
    found = re.search(rf"^\[(\d+) \w+\] .*?({words})", question, re.MULTILINE)
    assert found is not None, question
    usual = {"kind": "forecast", "speech": "indirect", "speaker": {"name": "the minister", "kind": "unnamed"}}
    return {"paragraph": int(found[1]), "quote": found[2], "sign": 1, **usual, **fields}


def unlikely(request: Json) -> Json:
    """Answer as a model that sees the first claim of a report."""
    claim = quoted(request, r"Mass unrest in \w+ is unlikely this year", likelihood="unlikely")
    state = claim["quote"].split()[3]
    return completion(claim | {"factor": {"name": "unrest", "actor": state}})


def refusing(status: int) -> Reply:
    """Return a reply that repeats the key that it does not accept."""
    return {"status": status, "body": json.dumps({"error": f"{KEY} is not welcome"}).encode()}


def rows(lines: bytes) -> list[Json]:
    return [json.loads(line) for line in lines.splitlines()]


def contents(folder: Path) -> bytes:
    """Return all bytes of all files in a folder."""
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def last_line(done: "subprocess.CompletedProcess[bytes]") -> str:
    return done.stderr.decode().splitlines()[-1]


def cost(line: str) -> str:
    """Return what is told at the end, its seconds left out."""
    return re.sub(r"\d+\.\d s", "… s", line)


def test_a_model_reads_a_folder_and_what_it_took_is_told(reports: Path, serve: Serve, asked: Run) -> None:
    base, requests = serve(unlikely, unlikely, unlikely)
    done = asked(base, XDG_CACHE_HOME=str(reports / "caches"))
    assert done.returncode == 0, done.stderr.decode()
    assert [row["reader"] for row in rows(done.stdout)] == ["llm:stub"] * 3
    assert [row["factor"] for row in rows(done.stdout)] == ["unrest(KAZ)", "unrest(TJK)", "unrest(UZB)"]
    assert len(requests) == 3
    assert cost(last_line(done)) == TOLD.format(
        kept=0, calls="3 calls", seconds="… s", tokens="3,000 tokens in, 150"
    )
    assert len(list((reports / "caches" / "sayso" / "llm").rglob("*.json"))) == 3


def test_one_process_asks_unless_more_are_wanted(reports: Path, serve: Serve, asked: Run) -> None:
    """Each answer takes a while; a second question in that time would come from a second process."""
    del reports
    lock, asking, most = threading.Lock(), [], []

    def slowly(request: Json) -> Json:
        with lock:
            asking.append(request)
            most.append(len(asking))
        time.sleep(1)
        with lock:
            asking.remove(request)
        return unlikely(request)

    base, _ = serve(slowly, slowly, slowly)
    assert asked(base).returncode == 0
    assert most == [1, 1, 1]


def test_both_readers_are_merged(reports: Path, serve: Serve, sayso: Run) -> None:
    """The model repeats one claim of the other reader's, and adds one of its own."""
    report = "reports/Uzbekistan.txt"
    own = rows(sayso("read", report).stdout)
    same = next(row for row in own if row["kind"] in {"forecast", "assessment"} and row["cause"] is None)
    name, actor = same["factor"].removesuffix(")").split("(")

    def agreeing(request: Json) -> Json:
        shared: Json = {"kind": same["kind"], "sign": same["sign"], "factor": {"name": name, "actor": actor}}
        shared |= {"speaker": {"name": same["speaker"]["name"], "kind": same["speaker"]["kind"]}}
        shared |= {"likelihood": (same["likelihood"] or {}).get("words")}
        tea: Json = {"kind": "assessment", "factor": None, "topic": "tea"}
        return completion(
            quoted(request, re.escape(same["quote"]), **shared),
            quoted(request, "The tea in the canteen is excellent", **tea),
        )

    base, _ = serve(agreeing)
    done = sayso("read", report, "--reader", "both", "--endpoint", base, "--model", "stub", "--cache", "c")
    assert done.returncode == 0, done.stderr.decode()
    merged = {row["id"]: row for row in rows(done.stdout)}
    assert {row["id"] for row in own} < set(merged)
    assert merged[same["id"]]["reader"] == f"{READER} + llm:stub"
    assert merged[same["id"]]["certainty"] == 0.9
    (added,) = (row for row in merged.values() if row["reader"] == "llm:stub")
    assert added["quote"] == "The tea in the canteen is excellent"
    assert all(row["certainty"] <= 0.4 for row in merged.values() if row["reader"] == READER)
    assert "1 window (0 from the cache), 1 call" in last_line(done)
    assert reports.exists()


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (401, "the key was not accepted"),
        (403, "the key does not allow it"),
        (404, "no such address or model"),
    ],
)
def test_a_refusal_ends_the_job_at_the_first_document(
    reports: Path, serve: Serve, asked: Run, status: int, told: str
) -> None:
    base, requests = serve(refusing(status))
    done = asked(base, "--out", "claims.jsonl", SAYSO_API_KEY=KEY)
    assert (done.returncode, len(requests)) == (1, 1)
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith("Error: stub cannot be asked: ")
    assert told in line
    assert line.endswith(" The same command goes on where it stopped.")
    assert not (reports / "claims.jsonl").exists()


def test_an_interrupted_job_goes_on_elsewhere_and_asks_for_the_rest_only(
    reports: Path, serve: Serve, asked: Run
) -> None:
    """After two reports the endpoint does not accept the key any more; another address has the same model."""
    out = ("--out", "claims.jsonl", "--documents", "documents.jsonl")
    first, _ = serve(unlikely, unlikely, refusing(401))
    assert asked(first, *out).returncode == 1
    assert (reports / "claims.jsonl.part").read_bytes().count(b"\n") == 2
    second, requests = serve(unlikely)
    done = asked(second, *out)
    assert done.returncode == 0, done.stderr.decode()
    assert len(requests) == 1
    # the sums are of the whole job, the question that was refused left out
    costs, counts = done.stderr.decode().splitlines()
    assert cost(costs) == TOLD.format(kept=0, calls="3 calls", seconds="… s", tokens="3,000 tokens in, 150")
    assert counts.startswith("3 documents, ")
    nobody, requests = serve()
    again = asked(nobody)
    assert again.stdout == (reports / "claims.jsonl").read_bytes()
    assert requests == []
    assert cost(last_line(again)) == TOLD.format(
        kept=3, calls="0 calls", seconds="… s", tokens="0 tokens in, 0"
    )


def test_another_model_or_reader_does_not_go_on(reports: Path, serve: Serve, asked: Run) -> None:
    base, requests = serve(unlikely, refusing(401))
    asked(base, "--out", "claims.jsonl")
    left = contents(reports)
    for options, told in (
        (("--model", "other"), "model was stub, now other"),
        (("--reader", "both"), f"the reader was llm:stub (prompt 1), now {READER} + llm:stub (prompt 1)"),
    ):
        done = asked(base, "--out", "claims.jsonl", *options)
        assert done.returncode == 1
        assert told in last_line(done)
    assert (contents(reports), len(requests)) == (left, 2)


def test_the_key_reaches_the_process_that_asks_and_nothing_else(
    reports: Path, serve: Serve, asked: Run
) -> None:
    """The endpoint repeats the key in its refusal, which is told; the job leaves all its files behind."""
    base, requests = serve(unlikely, refusing(403))
    files = ("--out", "claims.jsonl", "--documents", "documents.jsonl", "--problems", "problems.jsonl")
    done = asked(base, *files, SAYSO_API_KEY=KEY)
    assert {request["headers"]["Authorization"] for request in requests} == {f"Bearer {KEY}"}
    assert b"[key] is not welcome" in done.stderr
    assert b'"line":"made"' in (reports / "claims.jsonl.progress").read_bytes()
    assert KEY.encode() not in contents(reports) + done.stdout + done.stderr


def test_a_key_that_cannot_be_one_is_told_before_anything_is_sent(
    reports: Path, serve: Serve, asked: Run
) -> None:
    del reports
    base, requests = serve()
    done = asked(base, SAYSO_API_KEY="two words")
    assert (done.returncode, requests) == (2, [])
    assert "SAYSO_API_KEY holds characters" in last_line(done)
    assert b"two words" not in done.stderr


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--reader", "llm"), "--reader llm asks a model; want --endpoint and --model too"),
        (("--reader", "both", "--model", "m"), "--reader both asks a model; want --endpoint too"),
        (("--reader", "llm", "--endpoint", "http://localhost/v1"), "want --model too"),
        (
            ("--endpoint", "http://localhost/v1", "--model", "m"),
            "--endpoint and --model without a model to ask; want --reader llm or --reader both too",
        ),
        (("--cache", "answers"), "--cache without a model to ask"),
        (("--reader", "llm", "--endpoint", "localhost", "--model", "m"), "http:// or https://"),
        (("--reader", "llm", "--endpoint", "http://localhost/v1", "--model", " "), "no model's name"),
        (("--reader", "gpt"), "'sayso', 'llm', 'both'"),
    ],
)
def test_options_that_do_not_go_together_are_told_and_leave_nothing(
    sayso: Run, folder: Path, options: tuple[str, ...], told: str
) -> None:
    done = sayso("read", "reports", "--out", "claims.jsonl", *options)
    assert (done.returncode, done.stdout) == (2, b"")
    assert told in " ".join(done.stderr.decode().split())
    assert [path.name for path in folder.iterdir()] == ["reports"]


@pytest.mark.parametrize("missing", ["httpx", "pydantic"])
def test_a_missing_extra_is_named(reports: Path, serve: Serve, asked: Run, missing: str) -> None:
    (reports / "hidden").mkdir()
    absent = f"raise ModuleNotFoundError('there is none', name={missing!r})\n"
    (reports / "hidden" / f"{missing}.py").write_text(absent, encoding="utf-8")
    base, requests = serve()
    done = asked(base, PYTHONPATH=str(reports / "hidden"))
    assert (done.returncode, requests) == (2, [])
    assert "pip install 'sayso[llm]'" in last_line(done)
    assert f"needs {missing}, which is not installed" in last_line(done)


WATCH = """
import sys
def watch(event, arguments):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.sendto"}:
        with open("connections", "a") as file:
            file.write(f"{event} {arguments[1:]}\\n")
sys.addaudithook(watch)
"""


def test_nothing_is_sent_without_the_option(reports: Path, serve: Serve, asked: Run, sayso: Run) -> None:
    """Every process of the job notes each connection; with a model there are some, without one none."""
    (reports / "watch").mkdir()
    (reports / "watch" / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    watched = {"PYTHONPATH": str(reports / "watch"), "SAYSO_API_KEY": KEY}
    done = sayso("read", "reports", "--processes", "2", **watched)
    assert done.returncode == 0
    assert done.stdout
    assert not (reports / "connections").exists()
    base, _ = serve(unlikely, unlikely, unlikely)
    assert asked(base, **watched).returncode == 0
    assert "socket.connect" in (reports / "connections").read_text(encoding="utf-8")


def test_the_options_load_no_client_of_the_web() -> None:
    program = "import sys, sayso.cli.read; print({'httpx', 'pydantic'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)  # noqa: S603 - our own text
    assert done.stdout == b"set()\n"

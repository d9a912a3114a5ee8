"""The reverse proxies of the runbook say what the server relies on, and their own programs take them where they are.

On this machine both were asked once: nginx 1.22 and Caddy 2.11 take these files. Without the programs the tests read
what the files say.
"""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from dashboard.access.guard import LARGEST_UPLOAD

DEPLOY = Path(__file__).parent.parent / "docs" / "deploy"
NGINX, CADDY = DEPLOY / "nginx.conf", DEPLOY / "Caddyfile"
OVERWRITTEN = {
    "X-Forwarded-For": ("$remote_addr", "{remote_host}"),
    "X-Forwarded-Host": ("$host", "{host}"),
    "X-Forwarded-Proto": ("$scheme", "{scheme}"),
}
"""The headers that the server believes, and what each proxy puts in their place whatever came from outside."""


def said(path: Path) -> str:
    """Give a file without its comments, with single blanks."""
    lines = (line.partition("#")[0].split() for line in path.read_text("utf-8").splitlines())
    return "\n".join(" ".join(words) for words in lines if words)


@pytest.mark.parametrize("path", [NGINX, CADDY], ids=lambda path: path.name)
def test_blocks_are_closed_and_lines_are_ended(path: Path) -> None:
    text = said(path)
    assert text.count("{\n") == text.count("\n}")
    if path is NGINX:
        assert [line for line in text.splitlines() if line[-1] not in "{};"] == []


def test_nginx_overwrites_what_the_server_believes() -> None:
    text = said(NGINX)
    for header, (value, _) in OVERWRITTEN.items():
        assert re.findall(rf"proxy_set_header {header} (\S+);", text) == [value]
    assert "proxy_set_header Host $host;" in text
    assert "proxy_pass http://uyum_panosu;" in text
    assert "server 127.0.0.1:8050;" in text


def test_caddy_overwrites_what_the_server_believes() -> None:
    text = said(CADDY)
    for header, (_, value) in OVERWRITTEN.items():
        assert re.findall(rf"header_up {header} (\S+)", text) == [value]
    assert "reverse_proxy 127.0.0.1:8050 {" in text


def test_the_largest_upload_passes_and_not_much_more() -> None:
    nginx = re.findall(r"client_max_body_size (\d+)m;", said(NGINX))
    caddy = re.findall(r"max_size (\d+)MB", said(CADDY))
    sizes = [int(nginx[0]) * 1024**2, int(caddy[0]) * 1000**2]
    assert [size for size in sizes if not LARGEST_UPLOAD < size < 1.2 * LARGEST_UPLOAD] == []


def test_slow_bodies_end_and_streams_are_not_held_back() -> None:
    nginx, caddy = said(NGINX), said(CADDY)
    assert re.search(r"client_body_timeout \d+s;", nginx)
    assert re.search(r"client_header_timeout \d+s;", nginx)
    assert "proxy_buffering off;" in nginx
    assert re.search(r"read_header \d+s\nread_body \d+m", caddy)
    assert "flush_interval -1" in caddy


def test_metrics_are_nobodys_from_outside() -> None:
    assert "location = /metrics {\nreturn 404;\n}" in said(NGINX)
    assert "respond /metrics 404" in said(CADDY)


def test_nginx_sends_everybody_to_https_with_a_word_that_every_nginx_knows() -> None:
    text = said(NGINX)
    assert "return 301 https://$host$request_uri;" in text
    assert "listen 443 ssl http2;" in text
    assert "http2 on;" not in text, "Debian 12 and Ubuntu 24.04 have an nginx that does not know it"
    assert "ssl_protocols TLSv1.2 TLSv1.3;" in text


def test_caddy_itself_takes_the_file() -> None:
    if program := shutil.which("caddy"):
        asked = [program, "validate", "--adapter", "caddyfile", "--config", str(CADDY)]
        answer = subprocess.run(asked, capture_output=True, text=True, check=False)
        assert answer.returncode == 0, answer.stderr


def test_nginx_itself_takes_the_file(tmp_path: Path) -> None:
    program, openssl = shutil.which("nginx"), shutil.which("openssl")
    if program is None or openssl is None:
        return
    key, certificate = tmp_path / "privkey.pem", tmp_path / "fullchain.pem"
    made = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=pano.example.org"]
    subprocess.run([*made, "-keyout", str(key), "-out", str(certificate)], capture_output=True, check=True)
    site = NGINX.read_text("utf-8").replace("/etc/letsencrypt/live/pano.example.org", str(tmp_path))
    (tmp_path / "site.conf").write_text(site)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    folders = "".join(f"{kind}_temp_path {tmp_path}/{kind};" for kind in kinds)
    main = f"pid {tmp_path}/pid; events {{}} http {{ access_log off; {folders} include {tmp_path}/site.conf; }}"
    (tmp_path / "nginx.conf").write_text(main)
    asked = [program, "-t", "-e", str(tmp_path / "log"), "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr

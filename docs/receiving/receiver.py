import base64
import hashlib
import hmac
import json
import os
import re
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TOLERANCE_SECONDS = 300
MAX_BODY_BYTES = 1024 * 1024


class Refused(Exception):
    def __init__(self, status, reason):
        super().__init__(reason)
        self.status = status


def decode_secret(secret):
    if not secret.startswith("whsec_"):
        raise SystemExit("HOOK_SECRET must be one or more secrets that start with whsec_")
    key = base64.b64decode(secret[len("whsec_"):], validate=True)
    if len(key) < 24:
        raise SystemExit("HOOK_SECRET has fewer than 24 bytes")
    return key


def verify(headers, body, keys):
    """The parsed message; raises Refused. `body` is the raw bytes, before any parser."""
    message_id = headers.get("webhook-id", "")
    timestamp = headers.get("webhook-timestamp", "")
    signatures = headers.get("webhook-signature", "").split()
    if not re.fullmatch(r"[!-\-/-~]{1,256}", message_id) or not signatures:
        raise Refused(400, "a header is missing or malformed")
    if not re.fullmatch(r"[0-9]{1,12}", timestamp):
        raise Refused(400, "webhook-timestamp is not a number of seconds")
    if abs(int(time.time()) - int(timestamp)) > TOLERANCE_SECONDS:
        raise Refused(400, "the message is too old, or a clock is wrong")

    content = f"{message_id}.{timestamp}.".encode() + body
    for key in keys:
        digest = hmac.new(key, content, hashlib.sha256).digest()
        expected = b"v1," + base64.b64encode(digest)
        # As bytes: compare_digest raises on a str that is not ASCII.
        if any(hmac.compare_digest(expected, each.encode()) for each in signatures):
            break
    else:
        raise Refused(401, "no signature matches")
    try:
        return json.loads(body)
    except ValueError:
        raise Refused(400, "the body is not JSON")


# One secret, or several with spaces between them while one is being rotated.
keys = [decode_secret(secret) for secret in os.environ.get("HOOK_SECRET", "").split()]
if not keys:
    raise SystemExit("HOOK_SECRET is not set")

# Stands for a table with a unique id: INSERT … ON CONFLICT DO NOTHING, committed before the answer.
stored = set()
lock = threading.Lock()


def store(message_id, message):
    with lock:
        if message_id in stored:
            return  # a repetition of what is here already
        stored.add(message_id)
    # The work itself is done later, from the table.
    print(f"stored {message_id} {message['type']}", flush=True)


class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 15  # seconds that a connection may be silent

    def do_POST(self):
        length = self.headers.get("content-length", "")
        if self.path != "/hook" or not re.fullmatch(r"[0-9]{1,12}", length):
            return self.answer(404, close=True)
        if int(length) > MAX_BODY_BYTES:
            return self.answer(413, close=True)
        body = self.rfile.read(int(length))
        try:
            message = verify(self.headers, body, keys)
            store(self.headers["webhook-id"], message)
            self.answer(204)
        except Refused as refusal:
            self.log_message("refused: %s", refusal)
            self.answer(refusal.status)
        except Exception as error:  # not stored: the sender will try again
            self.log_error("%r", error)
            self.answer(500)

    def answer(self, status, close=False):
        self.send_response(status)
        if status != 204:
            self.send_header("content-length", "0")
        if close:  # the body was not read, so nothing else can be read after it
            self.send_header("connection", "close")
        self.end_headers()


server = ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8080"))), Receiver)
print(f"listening on http://127.0.0.1:{server.server_port}/hook", flush=True)
server.serve_forever()

"""The gateway: routes requests, answers /healthz and /metrics."""

import json
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from acme_platform.metrics import METRICS
from gateway.config import get_settings
from gateway.logs import get_logger
from gateway.probes import probe_backend

LOGGER = get_logger("server")
ROUTES = {"/orders": "http://orders:8081", "/invoices": "http://billing:8082"}


class GatewayHandler(BaseHTTPRequestHandler):
    """One request."""

    def do_GET(self):
        if self.path == "/healthz":
            outcomes = [probe_backend(name.strip("/"), base + "/healthz") for name, base in sorted(ROUTES.items())]
            self._answer(200 if all(outcome["healthy"] for outcome in outcomes) else 503, json.dumps(outcomes))
        elif self.path == "/metrics":
            self._answer(200, METRICS.render(), "text/plain; version=0.0.4")
        else:
            self._forward()

    def _forward(self):
        base = next((target for prefix, target in ROUTES.items() if self.path.startswith(prefix)), None)
        if base is None:
            METRICS.count("gateway_requests", status=404)
            return self._answer(404, '{"error": "no such route"}')
        try:
            with METRICS.timed("gateway_upstream", route=base), urllib.request.urlopen(base + self.path, timeout=5) as response:
                status, body = response.status, response.read().decode("utf-8")
        except urllib.error.HTTPError as error:
            status, body = error.code, error.read().decode("utf-8", "replace")
        except OSError as error:
            LOGGER.error("upstream failed", extra={"base": base, "error": str(error)})
            status, body = 502, '{"error": "upstream failed"}'
        METRICS.count("gateway_requests", status=status)
        return self._answer(status, body)

    def _answer(self, status, body, kind="application/json"):
        data = body.encode("utf-8")
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format, *args):
        LOGGER.debug(format, *args)


def serve():
    """Run until interrupted."""
    settings = get_settings()
    ThreadingHTTPServer((settings["host"], settings["port"]), GatewayHandler).serve_forever()

"""The order service: `python -m orders`."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from acme_platform.health import check_port, summarise
from acme_platform.settings import get_settings
from orders.repository import OrderRepository
from orders.startup import init_app_logs


class OrderHandler(BaseHTTPRequestHandler):
    """Answers /healthz and /orders/REFERENCE."""

    repository = None

    def do_GET(self):
        if self.path == "/healthz":
            body = summarise([check_port("broker", "broker", 6379)])
            return self.reply(200 if body["status"] == "pass" else 503, body)
        order = self.repository.find(self.path.rpartition("/")[2])
        if order is None:
            return self.reply(404, {"error": "no such order"})
        return self.reply(200, {"reference": order.reference, "customer": order.customer})

    def reply(self, status, body):
        data = json.dumps(body, indent=2).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.end_headers()
        self.wfile.write(data)


def main():
    """Serve until interrupted."""
    settings = get_settings("orders")
    logger = init_app_logs("orders", settings.log_level, structured=True)
    OrderHandler.repository = OrderRepository(settings.database_url.rpartition("/")[2] + ".sqlite")
    logger.info("listening", extra={"port": 8081})
    ThreadingHTTPServer(("", 8081), OrderHandler).serve_forever()


if __name__ == "__main__":
    main()

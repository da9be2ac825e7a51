#!/bin/sh
pg_dump --host db.internal.acme.com --port=6543 orders

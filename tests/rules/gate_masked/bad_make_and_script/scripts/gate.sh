#!/usr/bin/env bash
ssot-check check
echo finished

#!/usr/bin/env bash
old_log of another program

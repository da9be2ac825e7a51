#!/usr/bin/env python3
"""Counts what is sold."""

print(len(open("sold.csv").readlines()))

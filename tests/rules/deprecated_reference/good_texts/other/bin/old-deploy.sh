#!/usr/bin/env bash
echo other

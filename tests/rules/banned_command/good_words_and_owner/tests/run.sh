#!/bin/sh
docker build .

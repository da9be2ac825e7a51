#!/bin/bash
source /etc/default/app
echo "$FROM_THERE"

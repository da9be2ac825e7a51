fatal "nothing to install"
fatal "and nothing to do"

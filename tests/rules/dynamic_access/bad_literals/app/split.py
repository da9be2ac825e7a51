import log_tools as logging_

getattr(__import__("log" "ging"), "basic"
        + "Config")()

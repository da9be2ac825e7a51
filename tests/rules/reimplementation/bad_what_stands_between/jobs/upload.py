import time


def call_with_retries(upload, retries=3):
    failed = 0
    while True:
        try:
            return upload()
        except ConnectionError:
            failed += 1
            if failed > retries:
                raise
            time.sleep(2**failed)

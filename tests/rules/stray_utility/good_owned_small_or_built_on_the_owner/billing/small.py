def send_text(channel, text):
    for line in text.splitlines():
        channel.write(line.strip())
        channel.flush()
    channel.close()

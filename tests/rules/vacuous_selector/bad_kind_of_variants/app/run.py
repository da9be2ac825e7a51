def run(task):
    return task

LEVELS = ('info', 'error')

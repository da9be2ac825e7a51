def report(items):
    print "found %d" % len(items),
    print >>stream, "x"
    exec "code" in {}
    return items

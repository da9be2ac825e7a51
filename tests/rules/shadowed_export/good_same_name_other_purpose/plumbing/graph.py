def connect(graph, left, right, weight=1.0):
    graph.nodes.add(left)
    graph.nodes.add(right)
    graph.edges[left, right] = weight
    return graph

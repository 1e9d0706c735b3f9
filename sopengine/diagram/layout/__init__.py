"""Where everything stands: from a graph to sheets with symbols, texts and rules, arrows not yet routed."""

"""How long it takes: the network, journeys with a margin, isochrones and the ring."""

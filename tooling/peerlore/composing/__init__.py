"""Groups made from people who offered themselves: who fits with whom, what gives way first, and why it came out so."""

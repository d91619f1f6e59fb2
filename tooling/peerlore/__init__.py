"""peerlore turns a git repository into a company's peer-learning library."""

__version__ = "0.1.0"

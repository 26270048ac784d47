"""Which package is this, and at what version?"""

__version__ = "0.1.0"

"""Two versions of an SOP, and what differs between them in words of the form."""

from sopengine.revision.compare import differences
from sopengine.revision.difference import Difference, How, Part

__all__ = ["Difference", "How", "Part", "differences"]

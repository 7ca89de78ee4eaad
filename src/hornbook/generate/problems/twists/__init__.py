"""How a story goes on after what its family told: one more fact, one more step, a new question.

Twists fit any family that ends in the same kind of thing, so that each family gives problems of
one, two and three parts. A twist returns an ending that another may go on from; what it says of
"all that somebody has then" must be true of the answer so far, whatever was told before.
"""

from hornbook.generate.problems.twists import earning, hours, paying, people, things, ways
from hornbook.generate.problems.twists.twist import TWISTS

__all__ = ["TWISTS", "earning", "hours", "paying", "people", "things", "ways"]

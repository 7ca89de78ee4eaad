"""Quantities with units: lengths, times of day, speeds."""

from __future__ import annotations

import re

from hornbook.generate.explanations.question import Draw, Question, Step, kind


def _length(text: str) -> str:
    metres = sum(int(n) * 1000 for n in re.findall(r"(\d+) kilometres", text))
    metres += sum(int(n) for n in re.findall(r"(\d+) metres", text))
    metres += sum(int(n) * 400 for n in re.findall(r"(\d+) laps", text))
    return str(metres)


@kind(_length)
def lengths(draw: Draw) -> Question:
    """A way in several units, added up in metres."""
    (who,) = draw.people(1)
    kilometres, metres, laps = draw.randint(2, 12), draw.randint(1, 19) * 50, draw.randint(2, 9)
    far, round_ = kilometres * 1000, laps * 400
    parts = [
        (f"walks {kilometres} kilometres", f"{kilometres} × 1000 = {far}"),
        (f"runs {laps} laps of a track that is 400 m long", f"{laps} × 400 = {round_}"),
        (f"climbs {metres} metres", ""),
    ]
    draw.shuffle(parts)
    total = far + round_ + metres
    sums = [f"{far} + {round_} = {far + round_}", f"{far + round_} + {metres} = {total}"]
    return Question(
        definition=draw.pick(
            "Add up lengths that are given in different units.",
            "Convert all distances to metres and give their total.",
        ),
        given=f"{who} {parts[0][0]}, then {parts[1][0]}, and at last {parts[2][0]}.",
        asks=draw.pick(
            f"How many metres is that for {who} in all?", "What is the whole distance in metres?"
        ),
        rules=(
            ("Lengths are added only in one unit", f"{kilometres} kilometres become {far} metres"),
            ("Every part of the way counts", f"the {laps} laps count, at 400 metres each"),
        ),
        steps=(
            *(
                Step(f"In metres: {sum_}.", "all parts have to be in one unit")
                for _, sum_ in parts
                if sum_
            ),
            Step(f"Adding up: {sums[0]}, and {sums[1]}.", "the question asks for the whole way"),
        ),
        answer=str(total),
        picture="We lay all the pieces of the way on one long line and count the big steps",
        fact="A kilometre has 1000 metres",
        wrong=(
            (str(kilometres * 100 + round_ + metres), "it takes a kilometre for 100 metres"),
            (str(far + laps + metres), "it counts every lap as one metre"),
            (str(far + round_), f"it leaves out the {metres} metres of climbing"),
        ),
    )


def _clock(minutes: int) -> str:
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def _arrival(text: str) -> str:
    start = re.search(r"(\d\d):(\d\d)", text)
    minutes = int(start[1]) * 60 + int(start[2]) if start else 0
    minutes += sum(int(n) for n in re.findall(r"(\d+) minutes", text))
    minutes += sum(60 * int(n) for n in re.findall(r"(\d+) hours?", text))
    return _clock(minutes)


@kind(_arrival)
def arrival(draw: Draw) -> Question:
    """When something that has parts is over."""
    (who,) = draw.people(1)
    start = draw.randint(6 * 12, 18 * 12) * 5
    first, rest, hours = draw.randint(3, 11) * 5, draw.randint(1, 5) * 5, draw.randint(1, 3)
    unit = "hour" if hours == 1 else "hours"
    thing = draw.pick("train ride", "bus ride", "boat trip", "drive")
    after_first, after_rest = start + first, start + first + rest
    end = after_rest + hours * 60
    return Question(
        definition=draw.pick(
            "Find the time of day at which something ends.",
            "From a starting time and how long each part takes, work out when all is over.",
        ),
        given=draw.pick(
            f"{who} leaves home at {_clock(start)}. The walk to the station takes {first} minutes, "
            f"the wait there {rest} minutes, and the {thing} {hours} {unit}.",
            f"At {_clock(start)} {who} sets out on foot for {first} minutes, waits for {rest} "
            f"minutes, and is then on a {thing} for {hours} {unit}.",
        ),
        asks=draw.pick("At what time does it end (as HH:MM)?", f"When does {who} arrive (HH:MM)?"),
        rules=(
            ("Parts follow one another", f"the wait begins at {_clock(after_first)}"),
            ("An hour has 60 minutes", "minutes beyond 60 turn into another hour"),
        ),
        steps=(
            Step(
                f"{first} minutes after {_clock(start)} it is {_clock(after_first)}.",
                "the walk comes first",
            ),
            Step(
                f"{rest} minutes later it is {_clock(after_rest)}.",
                "the wait begins when the walk is over",
            ),
            Step(
                f"{hours} {unit} later it is {_clock(end)}.",
                f"the {thing} is the last part, and whole hours leave the minutes as they are",
            ),
        ),
        answer=_clock(end),
        picture="We push the big hand of the clock forward, once for each part of the trip",
        fact="Times of day are counted in base 60: after 59 minutes the hour goes up by one",
        wrong=(
            (_clock(end - rest), f"it forgets the {rest} minutes of waiting"),
            (_clock(after_rest), f"it stops before the {thing}"),
            (_clock(end + 60), "it counts an hour too many"),
        ),
    )


def _speed(text: str) -> str:
    numbers = [int(n) for n in re.findall(r"\d+", text)]
    return str(numbers[0] * numbers[1] + numbers[2] * numbers[3])


@kind(_speed)
def speeds(draw: Draw) -> Question:
    """How far one comes at two speeds."""
    (who,) = draw.people(1)
    vehicle = draw.pick("bicycle", "scooter", "tractor", "sailing boat", "horse cart")
    fast, slow = draw.randint(12, 40), draw.randint(3, 11)
    one, two = draw.randint(2, 6), draw.randint(2, 6)
    first, second = fast * one, slow * two
    return Question(
        definition=draw.pick(
            "Find the distance that is covered at changing speeds.",
            "Speeds and times are given for two parts of a trip; compute how far it goes.",
        ),
        given=draw.pick(
            f"{who} goes by {vehicle} at {fast} kilometres an hour for {one} hours, then at {slow} "
            f"kilometres an hour for {two} hours.",
            f"On a {vehicle}, {who} makes {fast} kilometres in each of {one} hours, and {slow} "
            f"kilometres in each of the next {two} hours.",
        ),
        asks=draw.pick("How many kilometres is that?", f"How many kilometres does {who} cover?"),
        rules=(
            ("Distance is speed times time", f"{one} hours at {fast} make {first} kilometres"),
            ("The parts of a trip add up", f"{second} kilometres of the second part are added"),
        ),
        steps=(
            Step(
                f"The first part is {fast} × {one} = {first} kilometres long.",
                "distance is speed times time",
            ),
            Step(
                f"The second part is {slow} × {two} = {second} kilometres long.",
                "the speed is another there",
            ),
            Step(
                f"Together they make {first} + {second} = {first + second} kilometres.",
                "the parts follow one another",
            ),
        ),
        answer=str(first + second),
        picture=f"Each hour the {vehicle} jumps ahead by the same bit, and we count all the bits",
        fact="Speed is distance divided by time, so distance is speed multiplied by time",
        wrong=(
            (str(fast * (one + two)), "it goes on at the first speed all the time"),
            (str((fast + slow) * one), "it takes both parts to last as long as the first"),
            (str(first), "it leaves out the second part"),
        ),
    )

"""Sums that take several steps."""

from __future__ import annotations

import re

from hornbook.generate.explanations.question import Draw, Question, Step, kind
from hornbook.generate.explanations.vocabulary import listed, plural


def _numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)]


def _evaluate(text: str) -> str:
    """With brackets taken off from within, products before sums."""
    found = re.search(r"[\d(][\d ()+×-]*[\d)]", text)
    expression = found[0].replace(" ", "") if found else ""
    number = r"-?\d+"
    while not re.fullmatch(number, expression):
        before = expression
        expression = re.sub(rf"\(({number})\)", r"\1", expression)
        for sign in ("×", "+-"):
            inner = rf"(?<![\d×])({number})([{sign}])({number})(?!\d)"
            if sign == "+-":
                inner = rf"(?<![\d×+-])({number})([+-])({number})(?![\d×])"
            done = re.sub(inner, _one, expression, count=1)
            if done != expression:
                expression = done
                break
        if expression == before:
            return ""
    return expression


def _one(match: re.Match[str]) -> str:
    one, sign, other = int(match[1]), match[2], int(match[3])
    result = {"×": one * other, "+": one + other, "-": one - other}[sign]
    return str(result)


@kind(_evaluate)
def expression(draw: Draw) -> Question:
    """Two brackets, multiplied, and a number more or less."""
    a, b, c, d, e = (draw.randint(2, 19) for _ in range(5))
    a, b = max(a, b) + 1, min(a, b)
    sign, last = draw.pick("+", "-"), draw.pick("+", "-")
    first = a + b if sign == "+" else a - b
    second = c + d
    product = first * second
    if last == "-" and e > product:
        last = "+"
    answer = product + e if last == "+" else product - e
    return Question(
        definition=draw.pick(
            "Work out the value of an arithmetic expression.",
            "Given an expression of whole numbers, compute the number that it stands for.",
        ),
        given=f"({a} {sign} {b}) × ({c} + {d}) {last} {e}",
        asks=draw.pick(
            "What is the value of this expression?",
            "What number does this come to?",
            "What is the result?",
        ),
        rules=(
            ("Brackets come first", f"{a} {sign} {b} is worked out before anything is multiplied"),
            (
                "Multiplying comes before adding and subtracting",
                f"the {e} at the end has to wait until the product is known",
            ),
        ),
        steps=(
            Step(f"The first bracket is {a} {sign} {b} = {first}.", "brackets come first"),
            Step(f"The second bracket is {c} + {d} = {second}.", "brackets come first"),
            Step(
                f"Multiplying the two gives {first} × {second} = {product}.",
                "a product is worked out before a sum or a difference",
            ),
            Step(f"Last comes {product} {last} {e} = {answer}.", "nothing else is left"),
        ),
        answer=str(answer),
        picture=(
            "Brackets are like little boxes: we look inside each box first, then put the boxes "
            "together"
        ),
        fact=(
            "The order of operations is a convention: brackets, then products and quotients, then "
            "sums and differences, from left to right"
        ),
        wrong=(
            (
                str((a + b if sign == "+" else a - b) * c + d + (e if last == "+" else -e)),
                "it leaves out the second bracket and multiplies by its first number only",
            ),
            (
                str(product - e if last == "+" else product + e),
                f"it takes the last sign the wrong way round and doesn't do {last} {e}",
            ),
            (str(product), f"it stops before the last part, {last} {e}"),
        ),
    )


def _change(text: str) -> str:
    *goods, paid = _numbers(text)
    return str(paid - sum(goods[i] * goods[i + 1] for i in range(0, len(goods), 2)))


@kind(_change)
def change(draw: Draw) -> Question:
    """What comes back at a till."""
    (who,) = draw.people(1)
    goods = draw.some(("pear", "bun", "candle", "notebook", "stamp", "mug", "pen", "lemon"), 2)
    counts = [draw.randint(2, 9) for _ in goods]
    prices = [draw.randint(2, 15) for _ in goods]
    costs = [count * price for count, price in zip(counts, prices, strict=True)]
    total = sum(costs)
    paid = total + draw.randint(1, 40)
    lines = [
        f"{plural(count, good)} at {price} coins each"
        for count, good, price in zip(counts, goods, prices, strict=True)
    ]
    return Question(
        definition=draw.pick(
            "Work out how much change a customer gets back.",
            "From what is bought, the prices and the money handed over, find the change.",
        ),
        given=draw.pick(
            f"{who} buys {listed(lines)}, and pays with {paid} coins.",
            f"At the market {who} takes {listed(lines)}. {who} hands over {paid} coins.",
        ),
        asks=draw.pick(
            f"How many coins does {who} get back?", "How many coins are given back as change?"
        ),
        rules=(
            ("Each kind of goods costs its number times its price", f"{lines[0]} cost {costs[0]}"),
            ("The change is what was paid less the whole cost", f"from {paid} the cost is taken"),
        ),
        steps=(
            *(
                Step(
                    f"The {good}{'' if good.endswith('s') else 's'} cost "
                    f"{count} × {price} = {cost} coins.",
                    f"there are {count} of them at {price} each",
                )
                for good, count, price, cost in zip(goods, counts, prices, costs, strict=True)
            ),
            Step(
                f"Together that is {costs[0]} + {costs[1]} = {total} coins.",
                "everything has to be paid for",
            ),
            Step(
                f"What comes back is {paid} - {total} = {paid - total} coins.",
                "change is what is left of the money",
            ),
        ),
        answer=str(paid - total),
        picture="We lay out the coins, take away those the shopkeeper keeps, and count the rest",
        fact="Change is the money paid minus the price of all goods together",
        wrong=(
            (str(paid - costs[0]), f"it forgets to pay for the {goods[1]}s"),
            (str(total), "that is what everything costs, not what comes back"),
            (
                str(paid - sum(prices)),
                "it counts one of each kind only, though there are more of them",
            ),
        ),
    )


def _share(text: str) -> str:
    first, below, taken = _numbers(text)
    return str(first - first // below - taken)


@kind(_share)
def share(draw: Draw) -> Question:
    """A fraction is given away, then some more."""
    giver, friend, other = draw.people(3)
    (thing,) = draw.some(("marble", "card", "shell", "sticker", "plum", "walnut"), 1)
    below = draw.randint(2, 9)
    part = draw.randint(3, 24)
    whole = below * part
    taken = draw.randint(1, whole - part - 1)
    left = whole - part
    return Question(
        definition=draw.pick(
            "Find how many things remain after some of them were given away.",
            "A quantity shrinks by a fraction and then by a number; say what is left of it.",
        ),
        given=draw.pick(
            f"{giver} has {whole} {thing}s. {giver} gives 1/{below} of them to {friend}, "
            f"and then {taken} more to {other}.".replace(" 1/", " one part in "),
            f"There are {whole} {thing}s in {giver}'s drawer. {friend} takes one part in {below} "
            f"of them, and afterwards {other} takes {taken}.",
        ),
        asks=draw.pick(
            f"How many {thing}s does {giver} keep?", f"How many {thing}s are left to {giver}?"
        ),
        rules=(
            (f"One part in {below} means dividing by {below}", f"{whole} is cut into {below}"),
            ("What is given away is subtracted", f"first {friend}'s part, then {other}'s"),
        ),
        steps=(
            Step(
                f"{friend} gets {whole} ÷ {below} = {part} {thing}s.",
                f"one part in {below} is the whole divided by {below}",
            ),
            Step(f"That leaves {whole} - {part} = {left}.", "they are gone from the whole"),
            Step(
                f"After {other} there are {left} - {taken} = {left - taken} left.",
                f"{other} takes {taken} more",
            ),
        ),
        answer=str(left - taken),
        picture=f"We make {below} equal heaps, push one heap away, then take {taken} more off",
        fact="A unit fraction of a number is the number divided by the denominator",
        wrong=(
            (str(left), f"it forgets the {taken} that {other} gets"),
            (str(abs(part - taken)), f"it goes on with {friend}'s part and not with what is left"),
            (str(whole - below - taken + 1), f"it subtracts {below} in place of one {below}th"),
        ),
    )


def _average(text: str) -> str:
    numbers = _numbers(text)
    return str(sum(numbers) // len(numbers))


@kind(_average)
def average(draw: Draw) -> Question:
    """The mean of a few whole numbers, which is whole too."""
    size, mean = draw.randint(3, 6), draw.randint(6, 60)
    numbers = [mean + draw.randint(-5, 5) for _ in range(size - 1)]
    numbers.append(mean * size - sum(numbers))
    if min(numbers) < 0:
        numbers = [number + 30 for number in numbers]
        mean += 30
    draw.shuffle(numbers)
    total, running = numbers[0], []
    for number in numbers[1:]:
        running.append(f"{total} + {number} = {total + number}")
        total += number
    ordered = sorted(numbers)
    what = draw.pick(
        "points in games", "pages read on days", "litres of milk a day", "visitors a day"
    )
    return Question(
        definition=draw.pick(
            "Compute the average (arithmetic mean) of a list of numbers.",
            "Given some numbers, say which single number could stand in for each of them.",
        ),
        given=draw.pick(
            f"The record of {what}: {listed([str(n) for n in numbers])}.",
            f"These {what} were noted down: {', '.join(str(n) for n in numbers)}.",
        ),
        asks=draw.pick("What is their average?", "What is the mean of these numbers?"),
        rules=(
            ("Add up all the numbers", f"all {size} of them count, from {numbers[0]} on"),
            ("Divide by how many there are", f"there are {size}, so the sum is divided by {size}"),
        ),
        steps=(
            Step(f"Adding up one after the other: {'; '.join(running)}.", "the mean needs the sum"),
            Step(f"There are {size} numbers.", "each number in the list counts once"),
            Step(
                f"The average is {total} ÷ {size} = {mean}.",
                "the sum is shared out evenly among all of them",
            ),
        ),
        answer=str(mean),
        picture="We put everything on one heap and share it out so that everybody has the same",
        fact="The mean lies between the smallest and the largest number",
        wrong=(
            (str(total), "that is the sum, which still has to be divided"),
            (str(ordered[-1]), "that is the largest of the numbers"),
            (str(ordered[0]), "that is the smallest of the numbers"),
        ),
    )


def _packing(text: str) -> str:
    items, room = _numbers(text)
    return str(-(-items // room)) if "need" in text else str(items % room)


@kind(_packing)
def packing(draw: Draw) -> Question:
    """Full boxes, and what is left over."""
    (who,) = draw.people(1)
    thing = draw.pick("egg", "jar", "brick", "tile", "muffin", "ball")
    holder = draw.pick("crate", "tray", "basket", "carton")
    room = draw.randint(4, 18)
    full, rest = draw.randint(3, 25), draw.randint(1, room - 1)
    items = full * room + rest
    over = draw.coin()
    asks = (
        f"How many {thing}s are left over once as many {holder}s as possible are full?"
        if over
        else f"How many {holder}s does {who} need so that nothing is left over?"
    )
    last = (
        Step(f"What is left over is {items} - {full * room} = {rest}.", "the rest fills none")
        if over
        else Step(f"One more {holder} is needed: {full} + 1 = {full + 1}.", f"{rest} are left")
    )
    more = () if over else (Step(f"Left over are {items} - {full * room} = {rest}."),)
    return Question(
        definition=draw.pick(
            "Things are packed into containers of equal size; answer a question about them.",
            "Divide a number of things among containers and say what follows.",
        ),
        given=draw.pick(
            f"{who} packs {items} {thing}s into {holder}s. A {holder} holds {room} {thing}s.",
            f"There are {items} {thing}s, and each {holder} has room for {room}. {who} packs them.",
        ),
        asks=asks,
        rules=(
            (f"Each {holder} holds no more than {room}", f"{full} of them hold {full * room}"),
            ("Everything is packed or left over", f"{rest} don't make a full {holder}"),
        ),
        steps=(
            Step(
                f"{full} full {holder}s hold {full} × {room} = {full * room} {thing}s.",
                f"another {room} would be more than {items}",
            ),
            *more,
            last,
        ),
        answer=str(rest if over else full + 1),
        picture=f"We fill one {holder} after the other and look at what still lies on the table",
        fact="Dividing whole numbers gives a quotient and a remainder smaller than the divisor",
        wrong=(
            (
                str(full),
                f"that is how many {holder}s get full"
                + ("" if over else f", and {rest} would stay outside"),
            ),
            (str(room - rest), f"that is how many are missing for another full {holder}"),
            (str(full + 1 if over else rest), "that answers another question than the one asked"),
        ),
    )

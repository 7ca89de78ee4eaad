"""Buying things: prices, discounts, change."""

# ruff: noqa: D103 - the names say what the functions tell

from hornbook.generate.problems.family import family
from hornbook.generate.problems.story import Ending, Story
from hornbook.generate.problems.words import RELATIVES, SHOPS


@family
def several_at_a_price(s: Story) -> Ending:
    who, thing, shop = s.person(), s.thing(), s.one_of(SHOPS)
    count, price = s.number(thing.key, 3, 14), s.price(f"price_per_{thing.key_one}", 2, 25)
    s.tell(
        f"{who} buys {count} {thing} at {price} each.",
        f"A {shop} sells {thing} for {price} each, and {who} takes {count} of them.",
    )
    total = s.step("total_cost", count * price, f"all {thing}")
    return s.paid(total, who, f"How much does {who} pay?", f"What do the {thing} cost in all?")


@family
def two_kinds(s: Story) -> Ending:
    who, one, two, shop = s.person(), s.thing(), s.thing(), s.one_of(SHOPS)
    a, b = s.number(one.key, 2, 12), s.number(two.key, 2, 12)
    p, q = s.price(f"{one.key_one}_price", 2, 20), s.price(f"{two.key_one}_price", 2, 20)
    s.tell(
        f"At the {shop}, {who} buys {a} {one} for {p} each and {b} {two} for {q} each.",
        f"{who} needs {a} {one} and {b} {two}. One {one.one} costs {p}, one {two.one} {q}.",
        f"{one} cost {p} apiece and {two} {q} apiece. {who} gets {a} of the first and {b} of the "
        f"second.",
    )
    first = s.step(f"cost_of_{one.key}", a * p, f"the {one}")
    second = s.step(f"cost_of_{two.key}", b * q, f"the {two}")
    total = s.step("total", first + second, "both together")
    return s.paid(total, who, f"How much does {who} spend?", "How much is that in all?")


@family
def three_kinds(s: Story) -> Ending:
    who = s.person()
    things = [s.thing("food", "paper", "tool") for _ in range(3)]
    counts = [s.number(thing.key, 2, 9) for thing in things]
    prices = [s.price(f"{thing.key_one}_price", 2, 12) for thing in things]
    listed = [
        f"{n} {thing} at {p} each" for n, thing, p in zip(counts, things, prices, strict=True)
    ]
    s.tell(
        f"{who} buys {listed[0]}, {listed[1]} and {listed[2]}.",
        f"On {who.s} shopping list there are {listed[0]}, {listed[1]}, and also {listed[2]}.",
    )
    costs = [
        s.step(f"{thing.key}_cost", n * p, f"price of all {thing}")
        for thing, n, p in zip(things, counts, prices, strict=True)
    ]
    total = s.step("sum_of_costs", costs[0] + costs[1] + costs[2], "all three")
    return s.paid(total, who, f"How much does {who} have to pay?", "What does it all cost?")


@family
def by_the_dozen(s: Story) -> Ending:
    who, thing = s.person(), s.thing("food", "paper", "plant")
    dozens, price = s.number("dozens", 2, 9), s.price("price_per_piece", 2, 6)
    s.tell(
        f"{who} orders {dozens} dozen {thing}. A single one costs {price}.",
        f"{thing} cost {price} each, and {who} needs {dozens} dozen of them.",
    )
    count = s.step(thing.key, dozens * 12, "12 in a dozen")
    total = s.step("order_price", count * price, "all pieces")
    return s.paid(total, who, f"What does {who} pay?", f"How much do the {thing} cost?")


@family
def percent_off(s: Story) -> Ending:
    who, thing = s.person(), s.thing("garment", "tool")
    price, count = s.price("regular_price", 10, 80, 5), s.number(thing.key, 2, 6)
    off = s.percent("discount_percent", price, most=60)
    s.tell(
        f"{thing.a} usually costs {price}, but today everything is {off} off. {who} buys {count} "
        f"{thing}.",
        f"{who} buys {count} {thing} in a sale. The regular price is {price} each, reduced by "
        f"{off}.",
    )
    discount = s.step("discount", price * off // 100, "what one is cheaper")
    sale = s.step("sale_price", price - discount, "the price of one in the sale")
    total = s.step("total_price", sale * count, f"all {thing}")
    return s.paid(total, who, f"How much does {who} pay for the {thing}?", "What is the total?")


@family
def buy_some_get_one_free(s: Story) -> Ending:
    who, thing = s.person(), s.thing("food", "garment", "paper")
    paid, sets = s.number("paid_per_set", 2, 4), s.number("sets", 2, 6)
    price = s.price("single_price", 2, 15)
    wanted = (paid.value + 1) * sets.value
    s.tell(
        f"A shop gives one {thing.one} free with every {paid} that are paid for. {who} takes "
        f"{sets} such sets, {wanted} {thing} altogether. One costs {price}.",
        f"Whoever pays for {paid} {thing} at {price} each gets one more as a present. {who} uses "
        f"this offer {sets} times.",
    )
    count = s.step(f"paid_{thing.key}", paid * sets, f"{thing} that are not free")
    total = s.step("to_pay", count * price, "only these cost something")
    return s.bill(total, who, f"How much does {who} pay?")


@family
def with_shipping(s: Story) -> Ending:
    who, thing = s.person(), s.thing("toy", "garment", "tool")
    count, price = s.number(thing.key, 2, 12), s.price("unit_price", 3, 30)
    fee = s.price("shipping", 3, 15)
    s.tell(
        f"{who} orders {count} {thing} online. They cost {price} each, and shipping is {fee} for "
        f"the whole parcel.",
        f"An online shop charges {fee} for delivery. {who} orders {count} {thing} there, {price} "
        f"apiece.",
    )
    goods = s.step("goods", count * price, f"the {thing} alone")
    total = s.step("bill", goods + fee, "with shipping")
    return s.paid(total, who, f"What is {who.s} bill?", f"How much does {who} pay in total?")


@family
def shipping_per_item(s: Story) -> Ending:
    who, thing = s.person(), s.thing("tool", "garment")
    count, price, fee = (
        s.number(thing.key, 3, 9),
        s.price("item_price", 8, 40),
        s.price("postage", 2, 6),
    )
    s.tell(
        f"Each {thing.one} in a catalog costs {price} plus {fee} postage. {who} orders {count}.",
        f"{who} orders {count} {thing} at {price}; for every single one, {fee} of postage is "
        "added.",
    )
    each = s.step("price_with_postage", price + fee, "one with its postage")
    total = s.step("order_total", each * count, "the whole order")
    return s.paid(total, who, f"How much does {who.s} order cost?")


@family
def cheaper_shop(s: Story) -> Ending:
    who, thing = s.person(), s.thing("food", "paper", "plant")
    count, low = s.number(thing.key, 4, 15), s.price("cheap_price", 2, 12)
    extra = s.r.randint(1, 6)
    high = s.price("dear_price", low.value + extra, low.value + extra)
    s.tell(
        f"One shop sells {thing} for {high} each, another one for {low}. {who} needs {count}.",
        f"{who} wants {count} {thing}. At the market they cost {low} each, at the mall {high}.",
    )
    difference = s.step("saved_on_each", high - low, "between the two prices")
    saved = s.step("saved", difference * count, f"on all {thing}")
    return s.plain(
        saved,
        f"How much does {who} save at the cheaper place?",
        f"How much more would {who} pay at the dearer place?",
    )


@family
def as_many_as_possible(s: Story) -> Ending:
    who, thing = s.person(), s.thing()
    money, price = s.price("money", 30, 150), s.price("price_of_one", 3, 14)
    spent = s.below("spent_before", money, 5)
    s.tell(
        f"{who} has {money}. After {who.he} has spent {s.currency}{spent.value} on lunch, {who.he} "
        f"buys as many {thing} at {price} each as {who.he} can.",
        f"Of {money}, {who} first uses {s.currency}{spent.value} for a ticket. With the rest "
        f"{who.he} gets {thing} that cost {price} each, as many as possible.",
    )
    left = s.step("money_after", money - spent, "what is left for shopping")
    bought = s.step(f"number_of_{thing.key}", left.rounded_down(price), "whole ones only")
    return s.held(bought, who, thing, f"How many {thing} does {who} buy?")


@family
def common_present(s: Story) -> Ending:
    who, thing, relative = s.person(), s.thing("tool", "garment", "toy"), s.one_of(RELATIVES)
    price, wrapping = s.price("present_price", 20, 150), s.price("wrapping", 2, 10)
    s.tell(
        f"{who} and some friends buy {thing.a} for {price} as a present for {who.his} "
        f"{relative}. The "
        f"gift wrap costs {wrapping} more.",
        f"A present for {who.s} {relative}, {thing.a}, costs {price}, and {wrapping} for paper and "
        f"ribbon. {who} and {who.his} friends put their money together.",
    )
    total = s.step("present_and_wrapping", price + wrapping, "all that must be paid")
    friends = s.divisor("givers", total, 2, 9)
    s.tell(f"There are {friends} of them.", f"They are {friends} people in all.")
    each = s.step("each_pays", total // friends, "in equal parts")
    return s.bill(each, who, f"How much does {who} pay?", "How much does each of them give?")


@family
def price_compared(s: Story) -> Ending:
    who, one, two = s.person(), s.thing("garment", "tool"), s.thing("garment", "tool")
    price = s.price(f"{one.key_one}_price", 5, 60)
    words, factor = s.times()
    less = s.below("difference", price, 2)
    s.tell(
        f"{one.a} costs {price}. {two.a} costs {s.currency}{less.value} less than {words} as much. "
        f"{who} buys both.",
        f"{who} buys {one.a} for {price} and {two.a}, whose price is {s.currency}{less.value} "
        f"below {words} that amount.",
    )
    other = s.step(f"{two.key_one}_price", price * factor - less, f"{words} as much, less that")
    total = s.step("both_prices", price + other, "the two together")
    return s.bill(total, who, f"How much does {who} pay for both?", "What do they cost together?")


@family
def instalments(s: Story) -> Ending:
    who, thing = s.person(), s.pick("bicycle", "piano", "sofa", "laptop", "tent", "camera", "desk")
    price = s.price(f"{thing}_price", 200, 1500, 20)
    down = s.price("down_payment", 20, 180, 20)
    months = s.number("months", 4, 24)
    s.tell(
        f"{who} buys a {thing} for {price}. {who.he} pays {down} at once and the rest in {months} "
        f"equal monthly payments.",
        f"A {thing} costs {price}. {who} makes a down payment of {down} and then pays the same "
        f"amount each month for {months} months.",
    )
    rest = s.step("to_be_paid_later", price - down, "after the down payment")
    monthly = s.step("monthly_payment", rest // months, "each month")
    return s.bill(monthly, who, f"How much does {who} pay a month?", "How high is one payment?")


@family
def with_tax(s: Story) -> Ending:
    who, thing = s.person(), s.thing("tool", "garment", "craft")
    count, price = s.number(thing.key, 2, 10), s.price("net_price", 10, 60, 5)
    net = s.step("net_total", count * price, "without tax")
    tax = s.percent("tax_percent", net, most=20)
    s.tell(
        f"{who} buys {count} {thing} at {price} each; a tax of {tax} is added at the till.",
        f"The tax in {who.s} town is {tax}. {who} gets {count} {thing} whose price is {price} each "
        f"before tax.",
    )
    added = s.step("tax", net * tax // 100, "the tax on all of it")
    total = s.step("gross_total", net + added, "with tax")
    return s.paid(total, who, f"How much does {who} pay with tax?")


@family
def brings_some_back(s: Story) -> Ending:
    who, thing = s.person(), s.thing("garment", "tool", "toy")
    count, price = s.number(f"{thing.key}_bought", 4, 12), s.price("price_each", 3, 30)
    back = s.below(f"{thing.key}_returned", count)
    s.tell(
        f"{who} bought {count} {thing} for {price} each. {who.he} returned {back} of them and got "
        f"{who.his} money back for those.",
        f"Of {count} {thing} that {who} got for {price} each, {who.he} brought {back} back to the "
        f"shop, which refunded their price.",
    )
    kept = s.step(f"{thing.key}_kept", count - back, f"{thing} that stay with {who}")
    total = s.step("spent", kept * price, "the price of those")
    return s.paid(total, who, f"How much did {who} spend in the end?")


@family
def family_tickets(s: Story) -> Ending:
    who, place = s.person(), s.pick("zoo", "museum", "swimming pool", "aquarium", "castle", "fair")
    adults, children = s.number("adults", 2, 5), s.number("children", 2, 8)
    price = s.price("child_ticket", 3, 14)
    words, factor = s.times()
    s.tell(
        f"A child's ticket for the {place} costs {price}, an adult's {words} as much. {who} pays "
        f"for {adults} adults and {children} children.",
        f"{who} goes to the {place} with a group of {adults} adults and {children} children and "
        f"pays for all. Children pay {price}, and grown-ups {words} as much.",
    )
    adult = s.step("adult_ticket", price * factor, f"{words} as much")
    grown = s.step("adults_pay", adult * adults, "all adults")
    young = s.step("children_pay", price * children, "all children")
    total = s.step("entry", grown + young, "the whole group")
    return s.bill(
        total, who, f"How much does {who} pay for the tickets?", "What does entry cost for all?"
    )


@family
def price_rises(s: Story) -> Ending:
    who, thing = s.person(), s.thing("food")
    old, rise = s.price("old_price", 2, 12), s.price("rise", 1, 5)
    before, after = s.number("weekly_before", 3, 9), s.number("weekly_after", 2, 7)
    s.tell(
        f"{who} used to buy {before} {thing} a week at {old} each. Now each costs {rise} more, and "
        f"{who.he} takes only {after} a week.",
        f"When {thing} cost {old} each, {who} bought {before} of them every week. Since the price "
        f"went up by {rise}, {who.he} buys {after}.",
    )
    new = s.step("new_price", old + rise, "after the rise")
    now = s.step("weekly_cost", new * after, "each week now")
    return s.paid(now, who, f"How much does {who} spend on {thing} in a week now?")

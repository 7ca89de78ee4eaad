"""Earning, saving and selling."""

# ruff: noqa: D103 - the names say what the functions tell

from hornbook.generate.problems.family import family
from hornbook.generate.problems.story import Ending, Story
from hornbook.generate.problems.words import DAYS, JOBS, RELATIVES


@family
def hourly_wage(s: Story) -> Ending:
    who, job = s.person(), s.one_of(JOBS)
    wage, hours, days = (
        s.price("hourly_wage", 9, 35),
        s.number("hours_a_day", 3, 9),
        s.number("days", 2, 6),
    )
    s.tell(
        f"{who} works as a {job} for {wage} an hour. {who.he} works {hours} hours a day on {days} "
        f"days a week.",
        f"As a {job}, {who} gets {wage} for an hour. This week {who.he} was at work on {days} "
        "days, "
        f"{hours} hours each day.",
    )
    worked = s.step("hours_worked", hours * days, "in the whole week")
    pay = s.step("pay", worked * wage, "all hours at the wage")
    return s.earned(
        pay, who, f"How much does {who} earn in that week?", f"What is {who.s} pay for the week?"
    )


@family
def weekday_and_weekend(s: Story) -> Ending:
    who, job = s.person(), s.one_of(JOBS)
    wage, more = s.price("weekday_wage", 10, 24), s.price("weekend_bonus", 2, 8)
    a, b = s.number("weekday_hours", 8, 35), s.number("weekend_hours", 3, 14)
    s.tell(
        f"{who}, a {job}, earns {wage} an hour on weekdays and {more} an hour more at weekends. "
        f"Last week {who.he} worked {a} hours on weekdays and {b} hours at the weekend.",
        f"The hourly wage of a {job} is {wage}, and at weekends {more} are added to it. {who} "
        "worked "
        f"{a} hours from Monday to Friday and {b} hours on Saturday and Sunday.",
    )
    normal = s.step("weekday_pay", wage * a, "from Monday to Friday")
    high = s.step("weekend_wage", wage + more, "an hour at the weekend")
    extra = s.step("weekend_pay", high * b, "on Saturday and Sunday")
    total = s.step("week_pay", normal + extra, "the whole week")
    return s.earned(total, who, f"How much did {who} earn?")


@family
def overtime(s: Story) -> Ending:
    who, job = s.person(), s.one_of(JOBS)
    usual = s.number("regular_hours", 30, 40)
    over = s.r.randint(2, 12)
    hours = s.number("hours_worked", usual.value + over, usual.value + over)
    wage = s.price("wage", 10, 30)
    words, factor = s.times() if s.pick(True, False) else ("twice", 2)
    s.tell(
        f"For the first {usual} hours of a week, {who} gets {wage} an hour, and for each hour "
        f"beyond that {words} as much. This week {who.he} worked {hours} hours.",
        f"{who} is a {job} and worked {hours} hours this week. Up to {usual} hours are paid at "
        f"{wage} each; overtime brings {words} the wage.",
    )
    extra = s.step("overtime_hours", hours - usual, "beyond the regular ones")
    normal = s.step("regular_pay", usual * wage, "for regular hours")
    more = s.step("overtime_pay", extra * (wage * factor), f"{words} the wage for those")
    total = s.step("full_pay", normal + more, "both together")
    return s.earned(total, who, f"How much does {who} get for this week?")


@family
def made_and_sold(s: Story) -> Ending:
    who, thing = s.person(), s.thing("craft")
    count, price = s.number(f"{thing.key}_sold", 5, 30), s.price("selling_price", 8, 30)
    cost = s.price("material_cost", 1, 6)
    s.tell(
        f"{who} makes {thing} and sells them for {price} each. The material for one costs {cost}. "
        f"In a month {who.he} sells {count}.",
        f"The material for {thing.a} costs {who} {cost}. {who.he} sells {count} {thing} at a fair, "
        f"for {price} apiece.",
    )
    gain = s.step("profit_on_one", price - cost, "price less material")
    total = s.step("profit", gain * count, f"on all {thing}")
    return s.earned(total, who, f"How large is {who.s} profit?", f"How much does {who} gain?")


@family
def stall(s: Story) -> Ending:
    who, thing, day = s.person(), s.thing("food"), s.one_of(DAYS)
    fee, count, price = (
        s.price("stall_fee", 10, 40),
        s.number("sold", 15, 80),
        s.price("price", 2, 9),
    )
    s.tell(
        f"On {day}, {who} rents a market stall for {fee} and sells {count} {thing} for {price} "
        "each.",
        f"{who} sold {count} {thing} on {day}, each for {price}. The place at the market cost "
        f"{fee}.",
    )
    takings = s.step("takings", count * price, "all sales")
    rest = s.step("takings_less_fee", takings - fee, "after paying for the stall")
    return s.earned(
        rest, who, f"How much does {who} take home?", f"How much did {who} make after the costs?"
    )


@family
def wage_and_tips(s: Story) -> Ending:
    who, job = s.person(), s.pick("waiter", "hairdresser", "taxi driver", "guide", "barista")
    hours, wage = s.number("hours", 4, 10), s.price("wage_per_hour", 8, 20)
    guests, tip = s.number("guests", 6, 40), s.price("tip_per_guest", 1, 5)
    s.tell(
        f"{who} works {hours} hours as a {job} for {wage} an hour. {guests} customers give a tip "
        f"of {tip} each.",
        f"As a {job}, {who} earns {wage} an hour. During {hours} hours {who.he} has {guests} "
        f"customers, and every one of them leaves {tip} as a tip.",
    )
    pay = s.step("wages", hours * wage, "for the hours")
    tips = s.step("tips", guests * tip, "from all customers")
    total = s.step("income_of_the_day", pay + tips, "wages and tips")
    return s.earned(
        total,
        who,
        f"How much does {who} earn that day?",
        f"How much money does {who} go home with?",
    )


@family
def commission(s: Story) -> Ending:
    who, thing = s.person(), s.pick("car", "carpet", "kitchen", "motorboat", "sofa", "painting")
    base, count = s.price("base_salary", 400, 1800, 100), s.number(f"{thing}s_sold", 2, 9)
    price = s.price(f"{thing}_price", 200, 2000, 100)
    rate = s.percent("commission_percent", price, most=20)
    s.tell(
        f"{who} sells {thing}s. {who.he} gets a salary of {base} and {rate} of the price of each "
        f"{thing} that {who.he} sells. A {thing} costs {price}, and {who.he} sold {count}.",
        f"A {thing} costs {price}. {who} sold {count} of them, and {rate} of the price is "
        f"{who.his} "
        f"commission, on top of a fixed salary of {base}.",
    )
    each = s.step("commission", price * rate // 100, "on one sale")
    all_of_it = s.step("all_commissions", each * count, "on all sales")
    total = s.step("salary", base + all_of_it, "fixed and variable part")
    return s.earned(total, who, f"How much does {who} get in all?")


@family
def pocket_money(s: Story) -> Ending:
    who, relative = s.person(), s.one_of(RELATIVES)
    weekly, weeks, spent = (
        s.price("pocket_money", 5, 20),
        s.number("weeks", 4, 12),
        s.price("weekly_spending", 1, 4),
    )
    gift = s.price("birthday_money", 10, 60, 5)
    s.tell(
        f"{who} gets {weekly} of pocket money a week and spends {spent} of it. {who.his} "
        f"{relative} "
        f"gave {who.him} {gift} for {who.his} birthday. {who} saves for {weeks} weeks.",
        f"For {weeks} weeks, {who} keeps what is left of {who.his} weekly {weekly} after spending "
        f"{spent}. {who.his} {relative} adds {gift} as a present.",
    )
    kept = s.step("saved_each_week", weekly - spent, "in one week")
    saved = s.step("saved_in_weeks", kept * weeks, "in all weeks")
    total = s.step("savings_in_all", saved + gift, "with the present")
    return s.earned(total, who, f"How much money has {who} then?")


@family
def two_jobs(s: Story) -> Ending:
    who = s.person()
    one, two = s.pick(
        ("mowing lawns", "washing cars"),
        ("walking dogs", "babysitting"),
        ("tutoring", "delivering papers"),
        ("painting fences", "raking leaves"),
        ("watering plants", "cleaning windows"),
        ("shoveling snow", "feeding cats"),
    )
    p, q = s.price("first_pay", 4, 18), s.price("second_pay", 4, 18)
    a, b = s.number("first_times", 2, 9), s.number("second_times", 2, 9)
    s.tell(
        f"{who} earns {p} each time for {one} and {q} each time for {two}. This month {who.he} did "
        f"the first {a} times and the second {b} times.",
        f"In the holidays {who} makes money by {one}, {p} a time, and by {two}, {q} a time. "
        f"{who.he} does the one {a} times and the other {b} times.",
    )
    first = s.step("from_first", p * a, f"from {one}")
    second = s.step("from_second", q * b, f"from {two}")
    total = s.step("from_both", first + second, "both together")
    return s.earned(total, who, f"How much money does {who} make?")


@family
def raised_pay(s: Story) -> Ending:
    who, job = s.person(), s.one_of(JOBS)
    old = s.price("old_salary", 1000, 4000, 100)
    rise = s.percent("raise_percent", old, most=25)
    months = s.number("months", 2, 11)
    s.tell(
        f"{who} earned {old} a month as a {job} and then got a raise of {rise}. {who.he} has been "
        f"paid the new salary for {months} months.",
        f"{who}, a {job}, made {old} a month until {who.his} salary went up by {rise}. That was "
        f"{months} months ago.",
    )
    more = s.step("raise_amount", old * rise // 100, "what is added each month")
    new = s.step("new_salary", old + more, "a month since then")
    total = s.step("earned_since", new * months, "in all those months")
    return s.earned(total, who, f"How much has {who} earned since the raise?")


@family
def growing_sales(s: Story) -> Ending:
    who, thing = s.person(), s.pick("lemonade", "ice tea", "hot chocolate", "popcorn", "soup")
    first, more, price = (
        s.number("first_day", 6, 30),
        s.number("more_each_day", 2, 9),
        s.price("price_per_cup", 1, 5),
    )
    day = s.pick("Friday", "Thursday")
    s.tell(
        f"{who} sells {thing} for {price} a cup. On {day} {who.he} sells {first} cups, and on each "
        f"of the next two days {more} cups more than the day before.",
        f"A cup of {who.s} {thing} costs {price}. {first} cups are sold on {day}, the first day, "
        f"and on the second and third day {more} more than on the day before each time.",
    )
    second = s.step("second_day", first + more, "the day after")
    third = s.step("third_day", second + more, "the day after that")
    cups = s.step("cups", first + second + third, "on all three days")
    total = s.step("money_from_cups", cups * price, "all cups at their price")
    return s.earned(total, who, f"How much does {who} earn on the three days?")


@family
def goal_with_start(s: Story) -> Ending:
    who, thing = s.person(), s.pick("bicycle", "guitar", "tablet", "tent", "telescope", "drum set")
    start, weekly = s.price("start", 10, 90, 5), s.price("each_week", 4, 25)
    more = s.r.randint(50, 400)
    price = s.price(f"{thing}_price", start.value + more, start.value + more)
    s.tell(
        f"{who} wants a {thing} that costs {price}. {who.he} has {start} already and saves "
        f"{weekly} "
        f"a week.",
        f"A {thing} costs {price}. {who} has {start} in {who.his} piggy bank and puts in {weekly} "
        f"every week.",
    )
    missing = s.step("still_missing", price - start, "what has to be saved")
    weeks = s.step("weeks", missing.rounded_up(weekly), "rounded up to whole weeks")
    return s.plain(weeks, f"After how many weeks can {who} buy the {thing}?")


@family
def simple_interest(s: Story) -> Ending:
    who = s.person()
    capital, years = s.price("capital", 200, 5000, 100), s.number("years", 2, 8)
    rate = s.percent("interest_percent", capital, most=10)
    s.tell(
        f"{who} puts {capital} into a bank. Every year {rate} of this amount is paid as interest, "
        f"which {who.he} leaves there, and it bears no interest itself.",
        f"A bank pays {rate} a year on what was put in at first. {who} puts in {capital} and "
        f"leaves the interest, on which nothing is paid.",
    )
    yearly = s.step("yearly_interest", capital * rate // 100, "each year")
    s.tell(f"{years} years go by.", f"{who.he} waits for {years} years.")
    total = s.step("capital_and_interest", capital + yearly * years, "with all interest")
    return s.earned(total, who, f"How much money has {who} then?", "How much is in the bank then?")


@family
def shared_profit(s: Story) -> Ending:
    a, b = s.people(2)
    thing = s.thing("craft", "food")
    costs, count, price = (
        s.price("costs", 20, 120),
        s.number(thing.key, 20, 90),
        s.price("price_of_each", 3, 12),
    )
    s.tell(
        f"{a} and {b} sell {count} {thing} for {price} each. Their costs were {costs}, and they "
        f"share the profit equally.",
        f"Together, {a} and {b} spend {costs} on material and then sell {count} {thing}, each for "
        f"{price}. Each of the two gets half of the profit.",
    )
    income = s.step("sales", count * price, "all that came in")
    profit = s.step("profit_together", income - costs, "less the costs")
    half = s.step("half", profit // 2, "for each of the two")
    return s.earned(half, b, f"How much does {b} get?")

"""Runs of equal events, leads, starts and stops."""

from hornbook.generate.procedural import Draw, Task, family
from hornbook.generate.procedural.pruned import pruned


@family
def longest_streak(r: Draw) -> Task:
    """Find the longest streak.

    A counter grows while the same thing goes on happening, and starts again at zero when
    something else happens. The largest value that it ever had is the answer.
    """
    events = r.pick("results", "games", "days", "tries", "rounds", "throws")
    each = f"i, event in enumerate({events})"
    good, bad, other = r.choice([tuple(t) for t in "WLD +-0 YN? HTx X.o sfm 10-".split()])
    label, said, end = r.pick(
        ("longest", f"the length of the longest run of {good!r}", "best"),
        ("current", f"the number of {good!r} in a row at the end", "streak"),
        ("streaks", f"how many runs of {good!r} there are", "runs"),
        ("last_start", f"the position at which the last run of {good!r} begins, or -1", "start"),
    )
    each = each if label == "last_start" else f"event in {events}"
    texts = ["", good, bad, good * 3, f"{good}{bad}{good}{good}", f"{good}{good}{bad}{good}{other}"]
    texts += [f"{bad}{good}{good}{good}{other}{good}{good}", f"{other}{bad}{good}{bad}{good}{bad}"]
    texts += [f"{bad}~{good}", f"~{good}~{good}{good}"]
    texts += ["".join(r.choice(good * 2 + bad + other) for _ in range(9)) for _ in range(3)]
    runs = f'[run for run in re.split("[^{good}]", {events}) if run]'
    if good in "+^-":
        runs = f'[run for run in "".join(ch if ch == "{good}" else " " for ch in {events}).split()]'
    second = {
        "longest": f"return max(map(len, {runs}), default=0)",
        "current": f'return len({events}) - len({events}.rstrip("{good}"))',
        "streaks": f"return len({runs})",
        "last_start": f'end = len({events}[: {events}.rfind("{good}") + 1])\n'
        f'return len({events}[:end].rstrip("{good}")) if end else -1',
    }[label]
    return Task(
        names=(f"{label}_streak", f"{label}_run", f"{label}_of_{events}"),
        takes={events: "str"},
        gives="int",
        does=(
            f"Return {said} in {events}.",
            f"Look through {events}, a text of characters like {good!r} and {bad!r}, and return"
            f" {said}.",
        ),
        solutions={
            "counter": pruned(
                f"""
                running = False
                runs = 0
                start = -1
                for {each}:
                    if event == "{good}" and not running:
                        runs += 1
                        start = i
                    running = event == "{good}"
                return {end}
                """
                if label in ("streaks", "last_start")
                else f"""
                streak = 0
                best = 0
                for event in {events}:
                    streak = streak + 1 if event == "{good}" else 0
                    best = max(best, streak)
                return {end}
                """,
                end,
                "best",
                "runs",
                "start",
            ),
            "strings": second,
        },
        inputs=texts,
    )


@family
def lead_changes(r: Draw) -> Task:
    """Follow who leads in a game.

    The score is kept for both sides. After each point, the sign of the difference tells who
    leads.
    """
    points = r.pick("points", "goals", "plays", "rallies", "hits")
    home, away = r.choice([tuple(pair) for pair in "HA AB XY RB LR ab us +- 12".split()])
    label, said, gives, end = r.pick(
        ("final_score", f"the tuple of the points of {home!r} and of {away!r} at the end",
         "tuple[int, int]", "(one, two)"),
        ("ties", "after how many of them the score is equal", "int", "leads.count(0)"),
        ("largest_lead", "the largest difference between the two at any time, or 0", "int",
         "max(map(abs, leads), default=0)"),
        ("time_ahead", f"after how many of them {home!r} has more points than {away!r}", "int",
         "sum(lead > 0 for lead in leads)"),
        ("ever_behind", f"True if {home!r} has fewer points than {away!r} at any time, otherwise"
         " False", "bool", "any(lead < 0 for lead in leads)"),
    )  # fmt: skip
    h, a = home, away
    texts = ["", h, a, h + a, a + h, h + h + a, a + a + h + h, h + a + a + h + h + a, a * 3 + h * 4]
    texts += ["".join(r.choice(h + a) for _ in range(n)) for n in (7, 9)]
    count = f'{points}.count("{home}")'
    other = {
        "final_score": f'return ({count}, {points}.count("{away}"))',
        "largest_lead": f'leads = list(itertools.accumulate(1 if p == "{home}" else -1 for p in'
        f" {points}))\nreturn max([0, *leads, *(-lead for lead in leads)])",
    }.get(
        label,
        f'steps = [1 if point == "{home}" else -1 for point in {points}]\n'
        "leads = [sum(steps[: i + 1]) for i in range(len(steps))]\n"
        f"return {end}",
    )
    return Task(
        names=(label, f"{label}_of_game", f"find_{label}"),
        takes={points: "str"},
        gives=gives,
        does=(
            f"Return {said}, where {points} is a text with {home!r} or {away!r} for each point of"
            " the one or the other side.",
            f"Follow a game whose {points} go to {home!r} or {away!r}, a character for each, and"
            f" return {said}.",
        ),
        solutions={
            "scores": f"""
                one = two = 0
                for point in {points}:
                    if point == "{home}":
                        one += 1
                    else:
                        two += 1
                return {end}
                """
            if label == "final_score"
            else f"""
                lead = 0
                leads = []
                for point in {points}:
                    lead += 1 if point == "{home}" else -1
                    leads.append(lead)
                return {end}
                """,
            "other": other,
        },
        inputs=texts,
    )

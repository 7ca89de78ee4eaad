"""Games, points and training."""

# ruff: noqa: D103 - the names say what the functions tell

from hornbook.generate.problems.family import family
from hornbook.generate.problems.story import Ending, Story
from hornbook.generate.problems.words import DAYS


@family
def basketball(s: Story) -> Ending:
    who = s.person()
    twos, threes, free = (
        s.number("two_pointers", 4, 20),
        s.number("three_pointers", 2, 12),
        s.number("free_throws", 2, 10),
    )
    s.tell(
        f"In a basketball game {who} scores {twos} baskets of two points, {threes} of three points "
        f"and {free} free throws of one point.",
        f"{who} makes {threes} shots that count three points, {twos} that count two, and "
        f"{free} free "
        f"throws, which count one.",
    )
    two = s.step("points_by_twos", twos * 2, "two points each")
    three = s.step("points_by_threes", threes * 3, "three points each")
    total = s.step("points", two + three + free, "with the free throws")
    return s.plain(total, f"How many points does {who} score?")


@family
def season(s: Story) -> Ending:
    team = s.pick("Falcons", "Tigers", "Comets", "Bears", "Rockets", "Sharks", "Owls", "Wolves")
    games, lost = s.number("games", 14, 40), s.number("lost", 2, 7)
    drawn, win = s.number("drawn", 2, 6), s.number("points_for_win", 2, 4)
    s.tell(
        f"The {team} play {games} games, lose {lost} and draw {drawn}; they win the others. A win "
        f"gives {win} points, a draw 1, a defeat none.",
        f"Of {games} games, the {team} lose {lost}, and {drawn} end in a draw. They get {win} "
        "points "
        f"for each of the games that they win and 1 for each draw.",
    )
    won = s.step("won", games - lost - drawn, "all other games")
    points = s.step("points_by_wins", won * win, "for the games won")
    total = s.step("points", points + drawn, "1 more for each draw")
    return s.plain(total, f"How many points do the {team} have?")


@family
def three_games(s: Story) -> Ending:
    who, game = s.person(), s.pick("darts", "bowling", "archery", "pinball", "mini golf", "trivia")
    first, (words, factor), less = (
        s.number("first_round", 10, 60),
        s.times(),
        s.number("fewer", 3, 15),
    )
    s.tell(
        f"{who} gets {first} points in the first round of {game}, {words} as many in the "
        "second, and "
        f"in the third {less} fewer than in the second.",
        f"Playing {game}, {who} scores {first} points at first, then {words} that number, and "
        "at last "
        f"{less} points less than the time before.",
    )
    second = s.step("second_round", first * factor, f"{words} as many")
    third = s.step("third_round", second - less, "fewer than that")
    total = s.step("all_points", first + second + third, "three rounds")
    return s.plain(total, f"How many points does {who} have after three rounds?")


@family
def training_plan(s: Story) -> Ending:
    who, sport = s.person(), s.pick("runs", "swims", "rows", "cycles", "skis", "skates")
    start, more = s.number("first_week_km", 5, 30), s.number("more_each_week", 2, 8)
    s.tell(
        f"In the first week of training {who} {sport} {start} kilometers, and in each of the three "
        f"weeks after it {more} kilometers more than the week before.",
        f"{who} {sport} {start} kilometers in week one. Up to week four {who.he} adds {more} "
        f"kilometers every week.",
    )
    weeks = [start]
    for name in ("second_week_km", "third_week_km", "fourth_week_km"):
        weeks.append(s.step(name, weeks[-1] + more, "more than before"))
    total = s.step("four_weeks_km", weeks[0] + weeks[1] + weeks[2] + weeks[3], "all four weeks")
    return s.far(total, who, f"How many kilometers does {who} do in the four weeks?")


@family
def repetitions(s: Story) -> Ending:
    who = s.person()
    one, two = s.pick(
        ("push-ups", "sit-ups"), ("squats", "lunges"), ("pull-ups", "burpees"), ("planks", "jumps")
    )
    sets, a, b = (
        s.number("sets", 2, 6),
        s.number("first_exercise", 5, 25),
        s.number("second_exercise", 5, 30),
    )
    days = s.number("days", 2, 6)
    s.tell(
        f"On {days} days a week {who} does {sets} sets of {a} {one} and {b} {two}.",
        f"A set of {who.s} exercises is {a} {one} and {b} {two}. {who.he} does {sets} sets a "
        "day, on "
        f"{days} days a week.",
    )
    each = s.step("per_set", a + b, "in one set")
    daily = s.step("per_day", each * sets, "in all sets")
    total = s.step("per_week", daily * days, "on all days")
    return s.plain(total, f"How many {one} and {two} does {who} do in a week in all?")


@family
def calories(s: Story) -> Ending:
    who, sport = (
        s.person(),
        s.pick("rowing", "swimming", "dancing", "climbing", "skating", "tennis"),
    )
    burn, minutes, snack = (
        s.number("burned_per_minute", 6, 14),
        s.number("minutes", 20, 90, 5),
        s.number("snack", 40, 110, 5),
    )
    day = s.one_of(DAYS)
    s.tell(
        f"By {sport}, {who} burns {burn} calories a minute. On {day} {who.he} does so for "
        f"{minutes} "
        f"minutes and then eats a snack of {snack} calories.",
        f"{who} spends {minutes} minutes on {sport} on {day}, which takes {burn} calories a "
        "minute. "
        f"Afterwards {who.he} has a snack with {snack} calories.",
    )
    used = s.step("calories_burned", burn * minutes, "in all minutes")
    total = s.step("calories_net", used - snack, "less the snack")
    return s.plain(total, f"How many more calories does {who} burn than the snack has?")


@family
def tournament(s: Story) -> Ending:
    game = s.pick("chess", "tennis", "table tennis", "checkers", "badminton", "fencing", "go")
    players, minutes = s.number("players", 4, 14), s.number("minutes_per_match", 10, 45, 5)
    who = s.person()
    s.tell(
        f"{who} organizes a {game} tournament for {players} people in which everybody plays once "
        f"against everybody else. A match lasts {minutes} minutes, and one is played at a time.",
        f"At a {game} tournament of {who.s} there are {players} players. Each meets each of the "
        f"others once, in matches of {minutes} minutes, one after the other.",
    )
    others = s.step("opponents", players - 1, "of every player")
    matches = s.step("matches", players * others // 2, "each match has two players")
    total = s.step("minutes", matches * minutes, "all matches")
    return s.lasting(total, who, "How many minutes do all matches take?")


@family
def tickets_won(s: Story) -> Ending:
    who, one, two = (
        s.person(),
        s.pick("ring toss", "skee ball", "pinball"),
        s.pick("air hockey", "racing", "whack-a-mole"),
    )
    a, b, price = (
        s.number("first_tickets", 8, 60),
        s.number("second_tickets", 8, 60),
        s.number("tickets_per_prize", 4, 15),
    )
    thing = s.thing("toy")
    s.tell(
        f"At an arcade {who} wins {a} tickets at {one} and {b} at {two}. A prize, one of the "
        f"{thing}, "
        f"costs {price} tickets.",
        f"{who} has won {a} tickets by playing {one} and {b} by {two}, and exchanges them for "
        f"{thing} "
        f"at {price} tickets each.",
    )
    tickets = s.step("tickets", a + b, "from both games")
    prizes = s.step(f"{thing.key}_won", tickets.rounded_down(price), "whole prizes only")
    return s.held(prizes, who, thing, f"How many {thing} can {who} get?")

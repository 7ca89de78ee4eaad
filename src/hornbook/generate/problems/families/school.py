"""Reading, tests and classrooms."""

# ruff: noqa: D103 - the names say what the functions tell

from hornbook.generate.problems.family import family
from hornbook.generate.problems.story import Ending, Story
from hornbook.generate.problems.words import DAYS, SUBJECTS


@family
def reading_on(s: Story) -> Ending:
    who, kind = (
        s.person(),
        s.pick("novel", "biography", "textbook", "book of tales", "play", "diary"),
    )
    daily, days = s.number("pages_a_day", 8, 40), s.number("days_read", 3, 9)
    more = s.r.randint(2, 12)
    later = s.number("new_pages_a_day", 6, 45)
    pages = daily.value * days.value + later.value * more
    total = s.number("pages", pages, pages)
    s.tell(
        f"{who} reads a {kind} of {total} pages, {daily} pages a day for the first {days} "
        "days. After "
        f"that {who.he} reads {later} pages a day.",
        f"A {kind} has {total} pages. For {days} days {who} reads {daily} pages a day, and "
        "from then "
        f"on {later}.",
    )
    read = s.step("pages_read", daily * days, "on the first days")
    left = s.step("pages_left", total - read, "after those days")
    needed = s.step("days_left", left // later, "at the new rate")
    return s.plain(needed, f"How many more days does {who} need to finish it?")


@family
def test_points(s: Story) -> Ending:
    who, subject = s.person(), s.one_of(SUBJECTS)
    total = s.number("questions", 20, 60)
    wrong, blank = s.number("wrong", 2, 9), s.number("left_out", 2, 6)
    plus, minus = s.number("points_right", 3, 6), s.number("points_lost", 1, 2)
    s.tell(
        f"A {subject} test has {total} questions. A right answer gives {plus} points, a wrong one "
        f"takes {minus.value} off. {who} has {wrong} wrong answers and leaves {blank} "
        "questions out.",
        f"In a test in {subject}, {who} answers {wrong} of {total} questions wrongly and skips "
        f"{blank}; the rest is right. There are {plus} points for each right answer, and "
        f"{minus.value} "
        f"less for each wrong one.",
    )
    right = s.step("right", total - wrong - blank, "all other questions")
    won = s.step("points_won", right * plus, "for right answers")
    lost = s.step("minus_points", wrong * minus, "for wrong answers")
    score = s.step("score", won - lost, "in all")
    return s.plain(score, f"How many points does {who} get?", f"What is {who.s} score?")


@family
def average_wanted(s: Story) -> Ending:
    who, subject = s.person(), s.one_of(SUBJECTS)
    scores = [s.number(f"{order}_score", 60, 95) for order in ("first", "second", "third")]
    goal = s.number("wanted_average", 70, 90)
    s.tell(
        f"{who} got {scores[0]}, {scores[1]} and {scores[2]} points in three {subject} tests and "
        f"wants an average of {goal} after the fourth.",
        f"After four tests in {subject}, {who} would like to have {goal} points on average. "
        "The first "
        f"three brought {who.him} {scores[0]}, {scores[1]} and {scores[2]}.",
    )
    needed = s.step("points_wanted", goal * 4, "in four tests")
    have = s.step("points_so_far", scores[0] + scores[1] + scores[2], "in three tests")
    last = s.step("fourth_score", needed - have, "what is missing")
    return s.plain(last, f"How many points does {who} need in the fourth test?")


@family
def class_supplies(s: Story) -> Ending:
    who, thing = s.person(), s.thing("paper")
    classes, children, each = (
        s.number("classes", 2, 7),
        s.number("children", 15, 30),
        s.number("each", 2, 6),
    )
    stock = s.number("in_stock", 10, 80)
    s.tell(
        f"{who} orders {thing} for {classes} classes with {children} children each. Every child is "
        f"to get {each}, and {stock} are in stock.",
        f"Each of the {children} children in {classes} classes needs {each} {thing}. {who} finds "
        f"{stock} {thing} in a cupboard and orders the rest.",
    )
    pupils = s.step("all_children", classes * children, "in all classes")
    needed = s.step(f"{thing.key}_needed", pupils * each, "for all of them")
    total = s.step(f"{thing.key}_to_order", needed - stock, "that are not in stock")
    return s.plain(total, f"How many {thing} does {who} order?")


@family
def words_typed(s: Story) -> Ending:
    who, what = s.person(), s.pick("essay", "article", "report", "letter", "speech", "story")
    rate, minutes, pause = (
        s.number("words_per_minute", 20, 70),
        s.number("minutes", 10, 50),
        s.number("pause", 2, 9),
    )
    cut = s.number("words_deleted", 20, 150, 5)
    s.tell(
        f"{who} types {rate} words a minute. {who.he} sits at a text for {minutes} minutes, "
        f"{pause} "
        f"of which are a pause, and then deletes {cut} words.",
        f"Out of {minutes} minutes, {who} types for all but {pause}, {rate} words a minute. {cut} "
        f"words of the {what} are deleted later.",
    )
    typing = s.step("typing_minutes", minutes - pause, "without the pause")
    typed = s.step("words_typed", typing * rate, "in that time")
    left = s.step("words_left", typed - cut, "after deleting")
    return s.plain(left, f"How many words does {who.s} text have?")


@family
def learning_words(s: Story) -> Ending:
    who, language = (
        s.person(),
        s.pick("French", "Japanese", "Swahili", "German", "Turkish", "Hindi", "Danish", "Greek"),
    )
    daily, weeks = s.number("words_a_day", 5, 20), s.number("weeks", 2, 8)
    learned = s.step("words_learned", daily * 7 * weeks, "7 days in a week")
    rate = s.percent("percent_forgotten", learned, most=40)
    s.tell(
        f"{who} learns {daily} {language} words a day for {weeks} weeks. Of all these {who.he} "
        f"forgets {rate}.",
        f"For {weeks} weeks, {who} learns {daily} new words of {language} every day, but {rate} of "
        f"them are forgotten.",
    )
    lost = s.step("words_forgotten", learned * rate // 100, "the forgotten part")
    total = s.step("words_known", learned - lost, "what stays")
    return s.plain(
        total,
        f"How many words does {who} know in the end?",
        f"How many of the words does {who} keep?",
    )


@family
def library(s: Story) -> Ending:
    who, one, two = s.person(), s.one_of(DAYS), s.one_of(DAYS)
    shelves, each = s.number("shelves", 6, 30), s.number("books_per_shelf", 15, 40)
    lent, back = s.number("lent", 10, 90), s.number("brought_back", 5, 60)
    s.tell(
        f"A library has {shelves} shelves with {each} books each. On {one} {who} lends out {lent} "
        f"books, and on {two} {back} come back.",
        f"{who} works in a library with {shelves} shelves, {each} books on each. {lent} books are "
        f"lent on {one}, and {back} are returned on {two}.",
    )
    books = s.step("books", shelves * each, "on all shelves")
    out = s.step("books_after_lending", books - lent, "without the lent ones")
    total = s.step("books_there", out + back, "with those that came back")
    return s.plain(total, "How many books are in the library then?")

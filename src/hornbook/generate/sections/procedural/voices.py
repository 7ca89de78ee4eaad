"""How a book speaks to its readers: openings, remarks and closings for each audience."""

from __future__ import annotations

from dataclasses import dataclass

from hornbook.generate.sections.syllabus import AUDIENCES


@dataclass(frozen=True, kw_only=True)
class Voice:
    """The sentences that one audience reads.

    Attributes:
        openings: of a section; ``{place}`` is where the story plays, ``{title}`` the concept.
        trying: before the first calls.
        warnings: before a common mistake.
        choices: after two ways to write the same.
        closings: the last words; ``{title}`` again.
    """

    openings: tuple[str, ...]
    trying: tuple[str, ...]
    warnings: tuple[str, ...]
    choices: tuple[str, ...]
    closings: tuple[str, ...]


_STUDENT = Voice(
    openings=(
        "In this section we learn to {title}. Picture a {place} whose records are kept by a small"
        " program: sooner or later somebody asks for exactly this.",
        "Many assignments come down to one step: to {title}. Once you have written it for a"
        " {place}, you will recognise it everywhere.",
        "Today's question comes from a {place}. How does a program {title}?",
    ),
    trying=(
        "Type this in and compare what you see:",
        "Before you run the next lines, write down what you expect:",
        "Some calls to try in the shell:",
    ),
    warnings=(
        "A mistake that costs points in exams:",
        "Here is a version that looks right at first sight and isn't:",
        "Many first attempts go wrong in the same place.",
    ),
    choices=(
        "Both versions are correct. Write the one that you could explain to a classmate.",
        "In an exam either will do; the shorter one leaves less room for slips.",
    ),
    closings=(
        "You can now {title}. Do the exercises before you turn the page.",
        "That is all there is to it. The exercises below use the same idea.",
    ),
)
_CHILD = Voice(
    openings=(
        "Imagine that you are in charge of a {place} for a day, and that a computer helps you. It"
        " can {title}, if you tell it how, step by step.",
        "Computers are fast but they don't guess. Let us teach one to {title}, as if it were a new"
        " helper at the {place}.",
        "Here is a puzzle from a {place}: can you make the computer {title}?",
    ),
    trying=(
        "Now press the button and look what comes out:",
        "Let us play with it:",
        "Can you guess the answers before you read them?",
    ),
    warnings=(
        "Oh no, a bug! Look closely:",
        "Somebody changed one tiny thing in our program:",
        "Computers do what we say, not what we mean. Look at this:",
    ),
    choices=(
        "Two roads lead to the same place. Which one do you like better?",
        "Same answer, other words! Programmers often have a choice like this.",
    ),
    closings=(
        "Well done: now your computer can {title}!",
        "You have learned a real programmer's trick. Try the puzzles below.",
    ),
)
_BIOLOGIST = Voice(
    openings=(
        "Measurements from the field rarely come in the form that an analysis needs. A script that"
        " can {title} saves an afternoon, whether the data come from a {place} or a sequencer.",
        "Suppose that your notes from the {place} have been typed into lists. The next step is to"
        " {title}.",
        "A small function is easier to trust than a chain of manual edits. This one is made to"
        " {title}.",
    ),
    trying=(
        "A few values for which the answer is known beforehand, as a control:",
        "Check it on small data first:",
        "As with any method, we test it on known samples:",
    ),
    warnings=(
        "An error of this kind passes unnoticed and spoils the results:",
        "Compare the following version with care; on most data it seems to work.",
        "This is how a wrong figure ends up in a table:",
    ),
    choices=(
        "For the data of one experiment, speed doesn't matter here. Prefer what a colleague can"
        " read.",
        "The results are identical, so the choice is one of style.",
    ),
    closings=(
        "Keep the function in a file of its own and import it into your scripts.",
        "With that you can {title} without touching the raw data.",
    ),
)
_ACCOUNTANT = Voice(
    openings=(
        "In a spreadsheet this takes a helper column and some luck. In Python, to {title} takes a"
        " function that can be read, tested and used again next quarter.",
        "The books of a {place} hold more rows than anybody wants to click through. Let us {title}"
        " with a few lines instead.",
        "What a formula does for one cell, a function does for any input. Here the task is to"
        " {title}.",
    ),
    trying=(
        "A plausibility check with figures that can be done in the head:",
        "Let us reconcile it with cases that we know:",
        "Some entries and their results:",
    ),
    warnings=(
        "An auditor would find this one:",
        "The next version is off in some cases only, which makes it worse:",
        "Copying a formula one row too far has its counterpart in code:",
    ),
    choices=(
        "Both come to the same result, to the last cent. Pick the one your successor can follow.",
        "Neither is more correct than the other. The second reads more like a formula.",
    ),
    closings=(
        "From now on, to {title} is one line in your script.",
        "File this away next to your other functions; it will be needed again.",
    ),
)
_JAVASCRIPT = Voice(
    openings=(
        "You have probably written this with `map`, `filter` or a `for...of` loop in JavaScript."
        " This is how Python programmers {title}.",
        "The idea carries over from JavaScript, the idioms don't. Our example: to {title}, as the"
        " backend of a {place} might have to.",
        "Indentation instead of braces, `def` instead of `function`: apart from that, to {title} is"
        " the same job in both languages.",
    ),
    trying=(
        "There is no console.log here, `print` does the same:",
        "In the interactive shell or a file, these calls give:",
        "Note how values are printed:",
    ),
    warnings=(
        "A typical slip, and Python won't warn you any more than JavaScript would:",
        "Spot the difference:",
        "The following would pass a quick code review:",
    ),
    choices=(
        "Python has an idiom for most loops, but a plain loop is never bad style when it is"
        " clearer.",
        "As with `reduce` and loops in JavaScript, the choice is about readability.",
    ),
    closings=(
        "Compare it with how you would {title} in JavaScript: the structure is the same.",
        "One more idiom that you don't have to translate in your head.",
    ),
)
_ENGINEER = Voice(
    openings=(
        "A sound design begins with a clear specification. Ours says: {title}. Where the data come"
        " from, a {place} perhaps, doesn't concern the function.",
        "Let us take this apart as one would a machine. The purpose is to {title}; we look at the"
        " parts, and then at how they work together.",
        "Those who remember punched cards know that small building blocks pay off. This one serves"
        " to {title}.",
    ),
    trying=(
        "A trial run:",
        "On the test bench it behaves as follows:",
        "Let us measure before we trust it:",
    ),
    warnings=(
        "Most failures occur at the limits of the range. Consider this version:",
        "A tolerance that is off by a hair:",
        "It is instructive to see how it breaks:",
    ),
    choices=(
        "Two designs, one behaviour. Maintenance will prefer the plainer one.",
        "As in any craft, the simplest part that does the work is the best one.",
    ),
    closings=(
        "The part is finished and tested; it can go into a larger assembly.",
        "With this, a program can {title} reliably.",
    ),
)
_CONTESTANT = Voice(
    openings=(
        "In a contest the statement may talk about a {place} for half a page. What it wants is that"
        " you {title}.",
        "This is a building block that you should be able to write without thinking: {title}.",
        "Read the constraints first, then decide how to {title}. For small inputs every correct"
        " solution is fast enough.",
    ),
    trying=(
        "Sample tests:",
        "Always run the samples, and then the edge cases:",
        "Input and expected output, contest style:",
    ),
    warnings=(
        "Wrong answer on test 2, and this is why:",
        "The samples may pass with this one, the hidden tests don't:",
        "A classic that turns an accepted solution into a wrong one:",
    ),
    choices=(
        "Both are accepted. In a contest, type the one that you get right the first time.",
        "Same complexity class or not, know both by heart.",
    ),
    closings=(
        "Add it to your notebook of ready-made pieces.",
        "Next time a problem asks you to {title}, it should take you two minutes.",
    ),
)
_TEACHER = Voice(
    openings=(
        "Learners meet this early: they want to {title} and can't say yet in which order things"
        " happen. A story about a {place} gives the abstract task a body.",
        "Before you show any code, let the class {title} by hand, with slips of paper. Then ask"
        " what the rule was.",
        "The aim of this lesson is that everybody can {title}, and can say why the program is"
        " right.",
    ),
    trying=(
        "Have the class predict each line before it is uncovered:",
        "On the board, with the answers covered at first:",
        "Good examples to begin with:",
    ),
    warnings=(
        "You will see this in their notebooks:",
        "Show the wrong version too, and let them find out what it does:",
        "A misconception worth an extra five minutes:",
    ),
    choices=(
        "Let each half of the class defend one version.",
        "Show the second only when the first is understood.",
    ),
    closings=(
        "Close the lesson by asking how they would explain to somebody else how to {title}.",
        "The exercises go from recall to transfer; the last one is for those who finish early.",
    ),
)

VOICES: dict[str, Voice] = dict(
    zip(
        AUDIENCES,
        (
            _STUDENT,
            _CHILD,
            _BIOLOGIST,
            _ACCOUNTANT,
            _JAVASCRIPT,
            _ENGINEER,
            _CONTESTANT,
            _TEACHER,
        ),
        strict=True,
    )
)

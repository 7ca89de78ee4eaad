"""The procedural author: exercises and lessons without a teacher, true by construction.

A *family* is a function of a random source that describes one small programming task: what it
takes and gives, what it does in a sentence, two or more ways to write it, and inputs to try.
Everything else (names, signatures, docstring styles, examples, tests, lessons) is rendered
centrally. To add a family, write one in a file of ``curriculum/``; it is found by itself::

    @family
    def count_matching(r: Draw) -> Task:
        \"\"\"Count the items that meet a condition.

        A counter starts at zero and grows by one for each item that does.
        \"\"\"
        numbers, test = r.name("numbers"), r.number_condition()
        return Task(
            names=(f"count_{test.label}",),
            takes={numbers: "list[int]"},
            gives="int",
            does=(f"Count the {test.of('numbers')} in {numbers}.",),
            solutions={
                "loop": f\"\"\"
                    count = 0
                    for n in {numbers}:
                        if {test("n")}:
                            count += 1
                    return count
                    \"\"\",
                "builtin": f"return sum(1 for n in {numbers} if {test('n')})",
            },
            inputs=r.number_lists(test.near),
        )

The docstring of a family is the explanation that its lessons print. The tests of the project
check every family there is: that it is deterministic, that its solutions agree, that its
examples are true and that mutants of its solutions fail.
"""

from hornbook.generate.procedural.class_task import ClassTask
from hornbook.generate.procedural.draw import Draw
from hornbook.generate.procedural.family import Family, families, family
from hornbook.generate.procedural.task import Expression, Task

__all__ = ["ClassTask", "Draw", "Expression", "Family", "Task", "families", "family"]

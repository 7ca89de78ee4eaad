"""CodeExercises by a teacher: functions to complete, their solutions, and tests that were proven.

``names`` says what the functions are called, which is what keeps the exercises apart (phi-1,
2306.11644, §2.3); ``reading`` finds prompt, solution and tests in an answer; ``strengthen`` runs
them, puts faults into the solution, and adds the tests that notice them.
"""

"""Word problems with programs that answer them, as TinyGSM has them (arXiv:2312.09241).

By a teacher, on both of TinyGSM's routes: `stages.WriteProblems` shows a question and asks for
similar problems with their programs; `stages.VaryQuestions` asks for variants of a question, and
`stages.SolveQuestions` for a program for each of them. Without a teacher: `author.AuthorProblems`
writes them from families, each a few lines in a file of ``families/``.
"""

"""What a run will ask of its teachers and what that will cost, before anything is spent."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace

from hornbook.pipeline.graph import AnyStage
from hornbook.pipeline.runner import Runner
from hornbook.teacher.asking import Forecast, Questions, asked
from hornbook.teacher.cache import AnswerCache
from hornbook.teacher.counting import count_prompt_tokens
from hornbook.teacher.prices import price_for
from hornbook.teacher.protocol import CACHE_NAME
from hornbook.teacher.survey import Known, Survey, prompt_size, similar_answers, survey
from hornbook.teacher.usage import Price

# Without a tokenizer and without answers: bytes of JSON that a token may stand for.
_LEAST_BYTES, _MOST_BYTES = 2.0, 8.0
_FEWEST_ANSWERS = 20  # that are worth learning from
_DEVIATIONS = 3.0  # standard errors to each side: 99.7 % for a normal error
_MENDING = 256  # tokens of what is said about an answer that has to be mended


@dataclass(frozen=True, kw_only=True)
class Range:
    """Where a number will lie."""

    low: float
    high: float

    def __add__(self, other: Range) -> Range:
        return Range(low=self.low + other.low, high=self.high + other.high)

    def within(self, low: float, high: float) -> Range:
        """What of it lies between two bounds."""
        return Range(low=min(max(self.low, low), high), high=max(min(self.high, high), low))


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """What one stage will ask of one teacher.

    Attributes:
        stage: its name.
        teacher: the model's name.
        template: the prompt's template, where the stage says.
        requests: how many will be sent, not counting those that have to be sent again.
        cached: how many are answered already.
        in_batch: how many are in a batch under way, which isn't estimated here.
        prompt_tokens: of the requests to be sent.
        completion_tokens: of their answers.
        most_tokens: a bound on both together that can't be exceeded unless requests are paid for
            twice: a token is at least a byte, an answer at most ``max_tokens``. It is what a
            budget reserves. None when requests don't limit their answers.
        cost: dollars; none when the price isn't known.
        most_cost: the same bound in dollars.
        since: the day of the price.
        basis: how the tokens were estimated, in words.
        waits_for: the stages that have to run before anything can be said.
    """

    stage: str
    teacher: str = ""
    template: str = ""
    requests: Range = Range(low=0, high=0)
    cached: int = 0
    in_batch: int = 0
    prompt_tokens: Range = Range(low=0, high=0)
    completion_tokens: Range = Range(low=0, high=0)
    most_tokens: int | None = 0
    cost: Range | None = None
    most_cost: float | None = None
    since: str = ""
    basis: str = ""
    waits_for: tuple[str, ...] = ()


def estimate(runner: Runner, target: AnyStage) -> list[Estimate]:
    """Estimates for the stages behind ``target`` that ask and aren't done.

    Every prompt that can be known is made and looked up in the cache, so the requests are exact;
    the tokens of a sample of the prompts are counted. Where a teacher that has answered nothing yet
    will be asked many thousands, they are projected from the first of them. A stage whose prompts
    depend on something that isn't made yet is named, with what it waits for.

    Raises:
        HornbookError: when the cache or the price table can't be read, or for bad input that a
            stage finds in its prompts.
    """
    found, seen = [], set[int]()
    path = runner.store.root / "cache" / CACHE_NAME
    with ExitStack() as stack:
        cache = stack.enter_context(AnswerCache(path)) if path.is_file() else None
        for each in asked(runner, target):
            if each.forecast is not None:
                found.append(_expected(each.stage, each.forecast, each.waits_for))
            elif each.waits_for:
                found.append(Estimate(stage=each.stage, waits_for=each.waits_for))
            for questions in each.questions:
                requests = runner.progress.track(
                    questions.requests(),
                    f"looking at the prompts of {each.stage}",
                    total=questions.count,
                    unit="prompts",
                )
                surveyed = survey(questions, requests, cache, seen)
                found.append(_estimate(each.stage, questions, surveyed, cache))
    return found


def total(estimates: Sequence[Estimate]) -> Estimate:
    """All together; what waits isn't in it, and an unknown cost makes the sum unknown."""
    bounds = [each.most_tokens for each in estimates]
    costs = [each.most_cost for each in estimates if not each.waits_for]
    return Estimate(
        stage="total",
        requests=_sum(each.requests for each in estimates),
        cached=sum(each.cached for each in estimates),
        in_batch=sum(each.in_batch for each in estimates),
        prompt_tokens=_sum(each.prompt_tokens for each in estimates),
        completion_tokens=_sum(each.completion_tokens for each in estimates),
        most_tokens=None if None in bounds else sum(each for each in bounds if each is not None),
        cost=_sum_known(each.cost for each in estimates if not each.waits_for),
        most_cost=None if None in costs else sum(each for each in costs if each is not None),
        waits_for=tuple(each.stage for each in estimates if each.waits_for),
    )


def _expected(stage: str, forecast: Forecast, waits_for: Sequence[str]) -> Estimate:
    """What a stage will ask by what its recipe expects, while its prompts are unknown."""
    count, teacher = forecast.requests, forecast.teacher
    prompt, completion = count * forecast.prompt_tokens, count * forecast.completion_tokens
    price = price_for(teacher)
    dollars = (
        _exactly((prompt * price.prompt + completion * price.completion) / 1e6) if price else None
    )
    return Estimate(
        stage=stage,
        teacher=teacher.name,
        requests=_exactly(count),
        prompt_tokens=_exactly(prompt),
        completion_tokens=_exactly(completion),
        most_tokens=None,
        cost=dollars,
        since=price.since.isoformat() if price and price.since else "",
        basis=(
            f"expected: {forecast.prompt_tokens:,} tokens a prompt and "
            f"{forecast.completion_tokens:,} an answer; known after {', '.join(waits_for)}"
        ),
    )


def _exactly(number: float) -> Range:
    return Range(low=number, high=number)


def _estimate(
    stage: str, questions: Questions, surveyed: Survey, cache: AnswerCache | None
) -> Estimate:
    answers, alike = surveyed.answers.items, True
    if len(answers) < _FEWEST_ANSWERS and cache is not None and surveyed.pending:
        answers, alike = similar_answers(questions, cache, surveyed.sample.items)
    prompt, prompt_basis = _prompt_tokens(questions, surveyed, answers, alike)
    completion, completion_basis = _completion_tokens(surveyed, answers, alike)
    basis = f"{prompt_basis}; {completion_basis}"
    if surveyed.looked_at:
        basis += f"; projected from the first {surveyed.looked_at:,} requests"
    price = price_for(questions.teacher)
    made = Estimate(
        stage=stage,
        teacher=questions.teacher.name,
        template=questions.template,
        requests=Range(low=surveyed.pending, high=surveyed.pending),
        cached=surveyed.cached,
        in_batch=surveyed.in_batch,
        prompt_tokens=prompt.within(0, max(surveyed.most_prompt, prompt.low)),
        completion_tokens=completion,
        most_tokens=None if surveyed.longest is None else surveyed.most_prompt + surveyed.longest,
        since=price.since.isoformat() if price and price.since else "",
        basis=basis if surveyed.pending else "",
    )
    return _priced(_with_follow_ups(made, surveyed, questions.follow_ups), surveyed, price)


def _prompt_tokens(
    questions: Questions, surveyed: Survey, answers: Sequence[Known], alike: bool
) -> tuple[Range, str]:
    sample, size = surveyed.sample.items, surveyed.size
    counted = count_prompt_tokens(questions.teacher, sample)
    if counted:
        pairs = [(prompt_size(each.payload), n) for each, n in zip(sample, counted, strict=True)]
        fixed = len(sample) == surveyed.pending
        basis = "prompts counted by the model's own tokenizer"
        if not fixed:
            basis += f" on a sample of {len(sample)}"
        return _ratio(pairs, size, count=0 if fixed else surveyed.pending), basis
    if len(answers) >= _FEWEST_ANSWERS and alike:
        pairs = [(each.size, each.prompt_tokens) for each in answers]
        basis = f"prompts as in {len(answers):,} answers to the same template"
        return _ratio(pairs, size, count=surveyed.pending), basis
    if len(answers) >= _FEWEST_ANSWERS:
        ratios = [each.prompt_tokens / each.size for each in answers]
        basis = f"prompts as in {len(answers):,} answers of the model to other prompts"
        return Range(low=min(ratios) * size, high=max(ratios) * size), basis
    low, high = size / _MOST_BYTES, size / _LEAST_BYTES
    return Range(low=low, high=high), "prompts at 2 to 8 bytes a token"


def _completion_tokens(
    surveyed: Survey, answers: Sequence[Known], alike: bool
) -> tuple[Range, str]:
    longest = math.inf if surveyed.longest is None else surveyed.longest
    usable = [each for each in answers if each.longest > 0]
    if alike and len(usable) >= _FEWEST_ANSWERS and surveyed.longest:
        pairs = [(each.longest, each.completion_tokens) for each in usable]
        spread = _ratio(pairs, surveyed.longest, count=surveyed.pending)
        basis = f"answers as long as {len(usable):,} to the same template"
        return spread.within(0, longest), basis
    basis = "answers between nothing and max_tokens"
    return Range(low=0, high=longest), basis


def _ratio(pairs: Sequence[tuple[int, int]], size: int, *, count: int) -> Range:
    """The sum of y over ``count`` more items whose x add up to ``size``, by the ratio estimator.

    Its error has two parts: the ratio is known from the pairs only, and new items scatter around
    it (Cochran, Sampling Techniques, chapter 6). A ``count`` of 0 means that the pairs are all.
    """
    ratio = sum(y for _, y in pairs) / max(1, sum(x for x, _ in pairs))
    if not count:
        return Range(low=ratio * size, high=ratio * size)
    residuals = sum((y - ratio * x) ** 2 for x, y in pairs) / max(1, len(pairs) - 1)
    error = _DEVIATIONS * math.sqrt(residuals * count * (1 + count / len(pairs)))
    return Range(low=max(0.0, ratio * size - error), high=ratio * size + error)


def _with_follow_ups(made: Estimate, surveyed: Survey, times: int) -> Estimate:
    """Allow for requests that mend an answer: each repeats the prompt and the answer before it."""
    if not times:
        return made
    prompt, completion = made.prompt_tokens.high, made.completion_tokens.high
    said = _MENDING * surveyed.pending
    again = times * (prompt + completion + said)
    most = made.most_tokens
    if most is not None and surveyed.longest is not None:
        most += times * (surveyed.most_prompt + 2 * surveyed.longest + said)
    return replace(
        made,
        requests=Range(low=made.requests.low, high=made.requests.high * (1 + times)),
        prompt_tokens=Range(low=made.prompt_tokens.low, high=prompt + again),
        completion_tokens=Range(low=made.completion_tokens.low, high=completion * (1 + times)),
        most_tokens=most,
    )


def _priced(made: Estimate, surveyed: Survey, price: Price | None) -> Estimate:
    if price is None:
        return made
    cheapest = price.prompt if price.cached_prompt is None else price.cached_prompt
    low = made.prompt_tokens.low * min(price.prompt, cheapest)
    high = made.prompt_tokens.high * max(price.prompt, cheapest)
    cost = Range(
        low=(low + made.completion_tokens.low * price.completion) / 1e6,
        high=(high + _times(made.completion_tokens.high, price.completion)) / 1e6,
    )
    if made.most_tokens is None or surveyed.longest is None:
        return replace(made, cost=cost)
    answers = max(made.completion_tokens.high, surveyed.longest)
    prompts = made.most_tokens - answers
    most = (prompts * max(price.prompt, cheapest) + answers * price.completion) / 1e6
    return replace(made, cost=cost, most_cost=most)


def _times(tokens: float, price: float) -> float:
    return tokens * price if price else 0.0  # an unlimited answer that is free is free


def _sum(ranges: Iterable[Range]) -> Range:
    return sum(ranges, start=Range(low=0, high=0))


def _sum_known(ranges: Iterable[Range | None]) -> Range | None:
    known = list(ranges)
    return None if None in known else _sum(each for each in known if each is not None)

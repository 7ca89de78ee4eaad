"""Words that function names are made of, by topic.

Each topic has adjectives and nouns of its own; no noun stands in two topics, so that no name does
either. Verbs and what a name ends with are shared by the topics of a field.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """What the names of several topics begin and end with."""

    verbs: tuple[str, ...]
    endings: tuple[str, ...]


@dataclass(frozen=True)
class Topic:
    """What the names of a topic are about; ``title`` is how a prompt calls it."""

    title: str
    field: Field
    adjectives: tuple[str, ...]
    nouns: tuple[str, ...]


def _field(verbs: str, endings: str) -> Field:
    return Field(tuple(verbs.split()), tuple(endings.split()))


def _topic(title: str, field: Field, adjectives: str, nouns: str) -> Topic:
    return Topic(title, field, tuple(adjectives.split()), tuple(nouns.split()))


TEXT = _field(
    "count find replace remove extract join split reverse mask collect list mark swap trim"
    " repeat sort",
    "in_text in_line in_order in_reverse in_uppercase in_lowercase in_title_case in_pairs"
    " in_groups in_columns by_length by_letter by_case by_frequency by_position by_prefix"
    " by_suffix by_first_letter by_last_letter with_spaces with_dashes with_numbers"
    " with_prefix with_suffix with_separator with_limit without_spaces without_repeats"
    " without_punctuation without_case ignoring_case ignoring_spaces from_text from_lines"
    " from_start from_end after_marker before_marker between_markers at_start at_end"
    " per_line per_word",
)
NUMBERS = _field(
    "sum count find compute check compare list add multiply round limit measure average"
    " collect filter rank",
    "in_range in_list in_order in_steps in_base in_percent by_size by_digit by_parity"
    " by_remainder by_step by_threshold up_to_limit below_limit above_limit between_bounds"
    " within_bounds within_tolerance with_step with_limit with_offset with_weights"
    " with_rounding with_remainder without_zero without_repeats from_list from_start"
    " from_digits from_pairs of_list of_pair of_three to_total to_average to_limit"
    " per_group per_step at_index after_start before_end over_threshold under_threshold",
)
SEQUENCES = _field(
    "find merge rotate filter remove insert split group move swap reverse pick take drop"
    " collect count",
    "in_list in_order in_reverse in_pairs in_place in_groups in_chunks in_windows by_index"
    " by_value by_size by_key by_length by_rank by_parity by_frequency with_index"
    " with_default with_limit with_gap with_step without_repeats without_first"
    " without_last from_list from_start from_end from_both_ends after_index before_index"
    " between_indices until_limit until_repeat up_to_limit at_index at_front at_back"
    " per_group per_chunk over_threshold under_threshold of_list of_two_lists",
)
RECORDS = _field(
    "find merge update filter remove group count invert select rename collect combine sort"
    " list compare build",
    "by_key by_value by_name by_date by_size by_status by_owner by_group by_prefix by_count"
    " in_table in_order in_reverse in_groups in_pairs with_default with_limit with_totals"
    " with_missing with_same_key with_highest_value with_lowest_value without_duplicates"
    " without_empty without_key from_pairs from_lists from_table from_text to_pairs to_list"
    " to_table per_key per_owner per_day after_date before_date above_value below_value"
    " into_groups into_totals into_lists",
)
CHECKS = _field(
    "check validate parse format convert encode decode compare extract normalize find count"
    " split repair read classify",
    "in_text in_list in_order in_strict_mode in_short_form in_long_form by_rule by_length"
    " by_pattern by_format by_prefix by_type with_default with_prefix with_suffix"
    " with_checksum with_separator with_padding with_limit with_errors without_spaces"
    " without_prefix without_separator without_padding from_text from_list from_numbers"
    " from_parts to_text to_number to_list to_parts to_pairs at_start at_end per_line"
    " per_field ignoring_case ignoring_spaces after_prefix before_suffix between_marks",
)

TOPICS = (
    _topic(
        "strings",
        TEXT,
        "short long repeated hidden capital quoted unique double",
        "words letters vowels characters substrings sentences prefixes suffixes",
    ),
    _topic(
        "text processing",
        TEXT,
        "empty indented trailing missing numbered broken common rare",
        "lines paragraphs spaces tabs headings comments bullets captions",
    ),
    _topic(
        "palindromes and anagrams",
        TEXT,
        "longest shortest mixed shared scrambled matching mirrored partial",
        "palindromes anagrams rhymes pangrams spoonerisms syllables acronyms initials",
    ),
    _topic(
        "numbers and arithmetic",
        NUMBERS,
        "even odd positive negative small large whole nearest",
        "numbers digits multiples fractions remainders quotients decimals halves",
    ),
    _topic(
        "number theory",
        NUMBERS,
        "prime common proper distinct smallest largest perfect coprime",
        "factors divisors primes squares cubes residues totients exponents",
    ),
    _topic(
        "sequences of numbers",
        NUMBERS,
        "rising falling alternating consecutive missing shifted bounded next",
        "terms gaps ratios differences peaks valleys partials progressions",
    ),
    _topic(
        "statistics",
        NUMBERS,
        "average weighted extreme typical moving upper lower trimmed",
        "scores grades medians modes deviations quartiles outliers ranks",
    ),
    _topic(
        "geometry",
        NUMBERS,
        "inner outer right equal longest nearest total half",
        "areas angles triangles rectangles circles distances corners sides",
    ),
    _topic(
        "money and percentages",
        NUMBERS,
        "monthly yearly daily unpaid final minimum maximum shared",
        "prices discounts taxes payments savings tips fees bills",
    ),
    _topic(
        "combinatorics",
        NUMBERS,
        "possible distinct ordered valid fixed lucky balanced forbidden",
        "arrangements selections subsets paths partitions handshakes teams seatings",
    ),
    _topic(
        "bits",
        NUMBERS,
        "set clear highest lowest flipped shared adjacent leading",
        "bits flags masks nibbles bytes switches parities registers",
    ),
    _topic(
        "lists",
        SEQUENCES,
        "first last duplicate unique nested middle largest smallest",
        "items elements values entries sublists neighbors positions runs",
    ),
    _topic(
        "tuples",
        SEQUENCES,
        "equal ordered paired outer inner leading trailing mixed",
        "pairs tuples couples triples coordinates fields twins bounds",
    ),
    _topic(
        "sorting",
        SEQUENCES,
        "sorted unsorted top bottom tied nearest kth heaviest",
        "winners runners weights heights names cards books candidates",
    ),
    _topic(
        "searching",
        SEQUENCES,
        "first last closest missing matching local global insertion",
        "targets indices matches maxima minima thresholds needles pivots",
    ),
    _topic(
        "stacks and queues",
        SEQUENCES,
        "open closed waiting urgent oldest newest pending balanced",
        "brackets tasks jobs tickets plates calls tokens requests",
    ),
    _topic(
        "intervals",
        SEQUENCES,
        "overlapping free busy adjacent longest covered open disjoint",
        "intervals ranges meetings bookings shifts spans slots reservations",
    ),
    _topic(
        "matrices",
        SEQUENCES,
        "diagonal first last square sparse outer inner full",
        "rows columns diagonals cells borders grids layers boards",
    ),
    _topic(
        "recursion",
        SEQUENCES,
        "nested deep flat smaller remaining base inner whole",
        "branches leaves levels depths steps subtrees subproblems folders",
    ),
    _topic(
        "dictionaries",
        RECORDS,
        "missing common nested largest smallest shared default unused",
        "keys mappings counts settings aliases defaults labels translations",
    ),
    _topic(
        "sets",
        RECORDS,
        "common unique missing shared extra unknown repeated exclusive",
        "members tags interests skills ingredients visitors colors topics",
    ),
    _topic(
        "records of people and orders",
        RECORDS,
        "active late paid unpaid senior recent valid cheapest",
        "orders customers students employees products invoices accounts parcels",
    ),
    _topic(
        "dates and times",
        RECORDS,
        "next previous leap working busy early late full",
        "days weeks months birthdays deadlines appointments holidays weekends",
    ),
    _topic(
        "simulation and games",
        RECORDS,
        "legal winning losing next unfair final best worst",
        "moves rounds players dice turns hands points battles",
    ),
    _topic(
        "parsing",
        CHECKS,
        "quoted escaped optional leading nested signed simple inline",
        "expressions commands arguments options variables operators literals queries",
    ),
    _topic(
        "validation",
        CHECKS,
        "valid invalid weak strong expired short numeric international",
        "passwords emails phones usernames postcodes serials isbns licenses",
    ),
    _topic(
        "encodings",
        CHECKS,
        "binary hexadecimal octal roman shifted compressed escaped packed",
        "codes numerals ciphers messages checksums symbols pixels ciphertexts",
    ),
)

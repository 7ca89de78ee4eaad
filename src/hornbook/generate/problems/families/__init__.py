"""The families of word problems, a file for each topic.

A family tells a story and works out its answer on the way, in a few lines::

    @family
    def several_at_a_price(s: Story) -> Ending:
        who, thing = s.person(), s.thing("food", "toy")
        count = s.number(thing.key, 3, 12)
        price = s.price(f"price_per_{thing.key_one}", 2, 15)
        s.tell(
            f"{who} buys {count} {thing} at {price} each.",
            f"A shop sells {thing} for {price} each, and {who} takes {count} of them.",
        )
        total = s.step("total_cost", count * price, f"all {thing}")
        return s.paid(total, who, f"How much does {who} pay?")

A number of the story becomes a variable, and every ``step`` an assignment with its comment. Numbers
that lead to a fraction, to less than one or beyond a million are drawn again. How the program is
laid out, whether the story goes on (see ``twists``), and whether it has a sentence that isn't
needed is decided centrally. Any file here is found by itself.
"""

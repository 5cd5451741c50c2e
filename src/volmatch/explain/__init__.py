"""Why, why not, what would help: explanations as typed facts that can be checked, with sentences made from them."""

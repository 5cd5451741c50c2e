"""A schedule as something to hand round: a page for the browser, sheets for the door, pictures, cards for notebooks."""

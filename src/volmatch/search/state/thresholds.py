"""Thresholds: every number that chooses a method, a size or a share of the time, with the measurement or reason behind it.

Sizes count variables, times are seconds, shares are of the time left. Where no measurement is known it says "not measured".
What is a tolerance or a limit of one engine stands with that engine.
"""

# Which engine, and how many.

#: Levels and components up to this size are asked whole, most levels of CP-SAT: it proves them before anything cleverer has
#: begun. Beyond, in the race, the last level of a town was proved in 3 s, where CP-SAT alone took 19 to 60 s and more.
SMALL = 3_000
#: Of the small components, those up to this size begin with CP-SAT, larger ones with HiGHS: fourteen of a town's, of 1,550 to
#: 2,970 variables, took HiGHS 0.14 to 0.81 s (0.31 in the middle), CP-SAT 0.28 to 0.83 s (0.55), but one all of 15 s.
TINY = 1_000
#: Seconds that the first has for itself: then the other works beside it.
PATIENCE = 1.0
#: What the bound leaves open goes to exact engines whole up to this size, and so does a component. Not measured.
MOST_EXACT = 60_000
#: Threads at work: more engines than this get into each other's way on an ordinary machine.
HANDS = 2
#: Shares that HiGHS and then CP-SAT get where they work in turn. Not measured; CP-SAT, asked last, gets all that is left.
TURNS = (0.6, 1.0)

# Time of a solve.

#: Seconds past the limit, or share of it, that the first schedule may take: a first schedule is worth a moment.
OVERTIME = (0.5, 0.05)
#: Share of that after which the first schedule is left as it is, so that there is time to check it. Not measured.
HASTE = 0.5
#: Seconds that building gets to end after it was told to; whatever it does then is lost. With `OVERTIME` it stays within the
#: second that is promised.
BUILDING_GRACE = 0.2
#: Share that a level may take while others wait behind it. Not measured.
LEVEL_SHARE = 0.5
#: The same once all have had their turn, for a level that alone is not proved: what it gains may undo the proofs behind it.
#: Not measured.
LONE_SHARE = 0.75
#: With less than so many seconds left, time is shared no more. Not measured.
LAST_SECONDS = 1.0
#: A level that worked for this share of its time was cut short: it may gain more if it is given more. Not measured.
CUT_SHORT = 0.5
#: Share, and most seconds, for a better schedule to begin with where the problem is large: on a city whose weeks are tied,
#: half a minute of it left 870 second-class seats empty, where a minute without it left 1,057.
STARTING, MOST_STARTING = 0.5, 120.0
#: Seconds without news after which it is told again how the solve stands: half of the ten that somebody waits without wondering.
NEWS_EVERY = 5.0
#: How many times as long as the last check took the search goes on undisturbed before the next: checks then take a tenth
#: of the time at most.
UNDISTURBED = 10
#: Seconds between two writes of a checkpoint, and how many times as long as the last write took; the first and the last write of
#: a solve wait for nothing. All writes took 1.0 % of the solve of a town (5 s) and 1.5 % of that of a city (broken off at 60 s).
UNWRITTEN, WRITING_PAUSES = 1.0, 50

# A component: relax, improve, close.

#: Share for the relaxation; and for it while the other hand improves the component. Not measured.
RELAXING, RELAXING_BESIDE = 0.3, 0.8
#: Share for the bound of whole months: what is cut short there points to poor schedules. Not measured.
GENERATING = 0.7
#: Seconds without a better schedule after which a level whose months have proved all they can leaves the time to those that wait; it
#: is asked again when they had their turn. One level of town_tied (seed 1) stood for 17 s where the last two had 8 s in all.
PATIENCE_HURRIED = 3.0
#: Share for better schedules before an exact engine is asked. Not measured.
IMPROVING = 0.25
#: Share, and most seconds, for what the relaxation leaves open, each of the two ways. Not measured.
ROUNDING, MOST_ROUNDING = 0.25, 20.0

#: Share of the variables that months may leave open for exact engines to be asked about those instead of all. Two levels of
#: town_tied (seeds 1 and 2), of which they left 3,830 of 8,617 and 5,096 of 9,683, took HiGHS 33 and 38 s to prove; about all of
#: them it proved neither in 270 s.
MUCH_LESS = 0.75

# Greedy construction and repair.

#: A round of seats is cut into batches of at least so many roles, and of one in so many that are left; who is free is looked
#: up anew before each. Not measured.
FEWEST_ROLES, ONE_ROLE_IN = 8, 8
#: So many minutes of duty weigh as much as being the only one who could fill one other seat. Not measured.
BUSY_MINUTES = 240
#: How often a schedule that breaks something is looked at again: a session given up may have held up another. Not measured.
DROPPING_ROUNDS = 12
#: Rounds in which one session of a breach is given up; what is broken even then loses all that it names, as a series does
#: that must take place whole.
SPARING_ROUNDS = 3

# Ejection chains.

#: Steps after which a chain is given up and another seat is looked at. Not measured.
LONGEST_CHAIN = 40
#: Chains in vain, for each empty seat, after which there seems to be nothing more to gain. Not measured.
CHAINS_IN_VAIN = 60

# Diving.

#: From which value on a duty of a relaxation counts as decided: at a corner, and at a point near the optimum; and in a mixture
#: of months. The rest of a town's mixture took HiGHS 55 s at 0.8, 2.2 s at 0.65, where it came out better (694 hours not served
#: instead of 696), and 2.3 s at 0.55 (698).
CLEAR, LIKELY, LIKELY_OF_MONTHS = 0.99, 0.8, 0.65
#: What is left open goes to an exact engine up to this size, and is relaxed anew beyond. Not measured.
MOST_OPEN = 20_000
#: A relaxation that decides less than this share of what was open has nothing more to say. Not measured.
LEAST_DECIDED = 0.1

# The weighted relaxation of the first levels.

#: How many levels are looked at together. Not measured.
LEVELS_TOGETHER = 3
#: What a unit of a level is worth, in dearest things of the next: in the relaxation; in the neighbourhoods after it. Not
#: measured; see the decision "A large problem begins with all first levels together".
MILD, STEEP = 3, 16
#: Weights beyond this are more than an engine's floats tell apart.
MOST_WEIGHT_TOGETHER = 2**24
#: The relaxation counts in so many parts of the least cost, and prefers some duties to others by a few of them at random:
#: without that, thousands of schedules cost the same and it names a mixture of them all.
PARTS_OF_COST, PREFERENCE = 1_000, 50
#: Duties of which the relaxation holds less are not taken from it. Not measured.
TRACE = 0.02
#: Share for this relaxation. Not measured.
RELAXING_TOGETHER = 0.4
#: Share of the time after that, and most seconds, for chains, before neighbourhoods and once more after. Not measured.
CHAINING, MOST_CHAINING = 0.1, 5.0
#: Share of the time of the neighbourhoods in which the first level comes first. Not measured.
REPAIRING = 0.15
#: How often seats of the first priority that chains leave empty are filled by force, and chains begin anew. Not measured.
KICKS = 6

# Weighted months.

#: Seconds, or share of the time, in which a level is tried before months are generated for all levels together: *composed* is
#: proved at all five levels in 3 s, and its months took 30 s to no avail.
TRIAL, TRIAL_SHARE = 2.0, 0.05
#: What a unit of a level is worth, in dearest things of the next. Town_tied, three seeds, shared machine: with 1.25 to 3 about
#: the same, with 1 a seat of the first priority was given up for one of the second.
GENTLE = 1.5
#: Weights beyond this are left out, the last levels first: prices of a town's eight levels go up to 2**24, and HiGHS's floats
#: tell costs of 2**31 apart.
MOST_WEIGHT_OF_MONTHS = 2**28
#: A mixture of which so small a share is not proved points to as good a schedule as the last one does: town_tied, seed 1,
#: *target* 121, 114, 113, 115 at 5, 2, 0.4 and 0.03 %; *hours not served* 730, 696, 692, 698.
MIXED_ENOUGH = 0.005
#: From which values on a duty of the mixture counts as decided, side by side, and most seconds for each. Town_tied, three seeds: 0.8
#: ends 0.3, 0.4 and 1.2 % cheaper than 0.65, but takes 2.6 to 12 s where the other takes 0.6 to 2.4 s (machine shared by others),
#: and 20 s and more where levels before are kept.
WAYS_DOWN = ((0.65, 20.0), (0.8, 8.0))
#: What differs from the mixture by so much is decided once more, one after the other, and most seconds for each: three seeds of
#: town_tied took 0.8 to 6 s, and one came from 994 to 990 *hours not served*, which is the proved least.
NEARING, MOST_NEARING = (0.1, 0.03), 4.0

# Large neighbourhoods.

#: Decisions set free at a time: at first, at least, at most. It grows and shrinks with how long the last ones took.
FIRST_SIZE, LEAST_SIZE, MOST_SIZE = 4_000, 200, 40_000
#: The share of a part that is set free at first: one in so many. Of 3,280 decisions of a month of thirty people, all were free at
#: first, which no engine solved within a slice: three neighbourhoods in 50 s, against seventeen from a sixth on.
FIRST_PART = 6
#: Neighbourhoods in vain, one after another, before a part counts as searched to the end, however small it is. After five of them,
#: several cut short, the same month was left alone at 14,754 where others got to 2,262.
FEWEST_IN_VAIN = 20
#: Neighbourhoods up to this size are solved whole; of larger ones, what their relaxation would change. Not measured.
MOST_WHOLE = 6_000
#: Seconds that a neighbourhood may take; a quarter of it is quick. Not measured.
SLICE = 2.0
#: How fast the memory of gains fades; the least share of the best gain that a destroy operator keeps. Not measured.
FADING, LEAST_GAIN = 0.8, 0.05
#: Things that cost, around each of which people are set free. Not measured.
SEEDS = 4
#: Rows with more variables than this tie everything to everything and are no sign of belonging together. Not measured.
WIDE = 2_000

# A problem that differs little from one already solved.

#: Decisions set free around what differs, and most seconds for them. Not measured.
REOPTIMISED, MOST_REOPTIMISING = 2_500, 1.0
#: Most seconds for undoing what need not differ from the schedule of a wider problem, and again, up to SMALL variables, for
#: the nearest schedule of all. Fourteen questions about the study halls (2,238 variables): the second step takes 0.3 to 1 s,
#: and the longest answer has 16 lines instead of 34.
MOST_RESTORING = 1.0
#: The last level of a problem up to this size is asked early: that of a larger one would keep a hand from the levels before.
MOST_LOOK_AHEAD = 30_000
#: Share of its time that a level waits for an answer that was asked for early. Not measured.
LOOK_AHEAD_PATIENCE = 0.5

# Prices, patterns, reduced costs.

#: A unit of a goal before is worth so many of the dearest things after it: the last level of a town took HiGHS 1.3 and 1.8 s
#: that way, with rows instead of prices 2.9 and 3.3 s (two seeds, side by side).
GOAL_WORTH = 10
#: Goals that would have to weigh more than this stay rows: an engine's floats have to tell all costs apart.
MOST_GOAL_WEIGHT = 2**20
#: A model is not written by patterns if that multiplies its entries by more than this: for a holiday course it would be
#: twelve, and no gain; the limit itself is not measured.
MOST_SWELLING = 4
#: A week with more patterns than this is full: it is not written out. A town lists 15,000 to 17,000 in all, in 0.02 s.
MOST_OF_WEEK = 1_000
#: Patterns tried before the whole is given up, times the rows that each is held against. Not measured.
MOST_TRIED = 20_000_000
#: A person's month is kept account of in so many resources at most, and in so many different states of them. Not measured.
MOST_RESOURCES, MOST_STATES = 3, 1_000
#: Where months are priced, on the way from the best prices known to those of the mixture: with these nine rounds of a town's
#: level ended within 0.1 % (3 s of computing), with the mixture's own alone it took twenty rounds.
WAY_OUT = (0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1.0)
#: So many months of each person, the cheapest, are known to the rounds of later levels: with 20 the rounds of four levels of a town
#: fell from 9, 11, 11 and 12 to 2, 2, 5 and 4, with 12 to 4, 4, 6 and 5, with 6 to 6, 7, 8 and 6.
MOST_REMEMBERED = 20
#: A mixture comes from the midst of all that are best, so it is a little of everything: what it has less of does not count. At the
#: last levels of a town (seed 1) as many variables were left as with five times as much. Not measured beyond.
APART = 0.01
#: A mixture may cost so much less than it should, as a share: it comes from a method that ends near the optimum. Not measured.
MIXTURE = 1e-6
#: The first question is about so many variables, or this share of them all if that is more: with these a level of a town that
#: HiGHS alone proved in 0.8 to 3.5 s took 0.6 to 1.0 s.
FEW, FEW_SHARE = 4_500, 0.2
#: A question that was too narrow is asked again with this many times the room above the bound. Not measured.
WIDER = 4
#: A relaxation that leaves more than this share of the variables open is not near, and of no use here. Not measured.
NEAR = 0.5

# Tight staff.

#: Seats times people, or times seats, beyond which they are no table; 2,105 seats are 4.4 million. Not measured.
COLOURING_CELLS = 50_000_000
#: Turns in vain after which seats seem to be more than everybody together can fill. Not measured.
COLOURING_TURNS = 3_000
#: Turns in vain after which people of a crew change, and how many may, before seats are looked at again. Not measured.
COLOURING_ROUND, COLOURING_CHANGES = 80, 12
#: Such rounds in vain after which a crew takes in one more: the least there can be, and larger ones; and after which somebody
#: is not sent home. Not measured.
COLOURING_ROUNDS = 6, 3, 20
#: People who are sent home in vain, one after another, before a crew stays as it is. Not measured.
COLOURING_TRIED = 10
#: Turns for which nobody changes again, at least and below; by how many duties people may differ to be alike. Not measured.
COLOURING_REST, COLOURING_ABOUT = (5, 10), 2.0
#: What is left of a seat's worth with each who can fill it as a crew is chosen. Not measured.
COLOURING_LESS = 0.7
#: How often a chain is looked for anew that turned out to need somebody twice. Not measured.
COLOURING_AGAIN = 3
#: Turns after which it is asked whether time is over.
COLOURING_ASKS = 64
#: Turns for which somebody may not come back: this share of the empty seats, and at random up to so many. Not measured.
COLOURING_TENURE = 0.6, 10
#: Share of the time, and most seconds, for leaving out people. Not measured.
COLOURING_SHARE, COLOURING_SECONDS = 0.4, 20.0
#: People who are asked whether a goal counts people. Not measured.
COLOURING_ASKED = 3

# Rows in which everything costs.

#: So many rows, those that ask for most, are added up. Not measured.
MOST_ROWS_OF_BOUND = 2_000

# Counting.

#: Times that prices are passed on from row to row: from seats to the options of a session, and on to what would be dropped.
COUNTING_PASSES = 3
#: Shares of the dearest seats' prices at which a goal of a level before is tried. Not measured.
COUNTING_SHARES = 1.0, 0.75, 0.5
#: Models of more variables are tried with the first of them only: 318,500 variables took 0.25 s.
COUNTING_MOST_TRIED = 100_000
#: Steps from one person to the next who can do the same duty; whoever is farther off keeps a unit of one's own. Not measured.
COUNTING_STEPS = 40

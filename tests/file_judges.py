"""What other programs see in files: the JSON Schemas of the reference, ready to judge."""

import json

import jsonschema  # type: ignore[import-untyped]

import volmatch as vm
from tools import json_schema

PROBLEMS = jsonschema.Draft202012Validator(json_schema.problem_schema())
CHANGES = jsonschema.Draft202012Validator(json_schema.changes_schema())
OFFERS = jsonschema.Draft202012Validator(json_schema.offers_schema())
SCHEDULES = jsonschema.Draft202012Validator(json_schema.schedule_schema())


def validate_problem(text: str) -> None:
    """Raise `jsonschema.ValidationError` for a problem file that an editor would underline."""
    PROBLEMS.validate(json.loads(text))


def validate_schedule(text: str) -> None:
    """Raise `jsonschema.ValidationError` for a schedule file that another program would refuse."""
    SCHEDULES.validate(json.loads(text))


def faults_of(data: object) -> set[str]:
    """Return the templates of the faults that volmatch finds in a file; none if it reads it."""
    try:
        vm.io.loads(json.dumps(data))
    except (vm.ProblemError, vm.ScheduleError) as error:
        return {fault.wanted.template for fault in error.faults}
    return set()

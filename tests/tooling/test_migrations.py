"""A new database is made in one step; one that went all the steps before is where it ends."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

IN_ONE = "0001_squashed_0011_partial_indexes_of_keys"
LAST = "0011_partial_indexes_of_keys"


def differences(one: ProjectState, other: ProjectState) -> list[str]:
    changes = MigrationAutodetector(one, other)._detect_changes()
    return [
        step.describe() for steps in changes.values() for each in steps for step in each.operations
    ]


def test_the_one_step_makes_what_the_eleven_steps_make() -> None:
    eleven = MigrationLoader(None, replace_migrations=False).project_state(("boards", LAST))
    one = MigrationLoader(None).project_state(("boards", IN_ONE))
    assert {*eleven.models} >= {("boards", "note"), ("staff", "office")}
    assert differences(eleven, one) == differences(one, eleven) == []
    eleven.models["boards", "note"].options["indexes"].pop()
    assert differences(eleven, one), "a difference would not be seen"


@pytest.mark.django_db
def test_a_database_that_went_the_steps_has_nothing_left_to_do() -> None:
    forget(IN_ONE)
    assert waiting() == []


@pytest.mark.django_db
def test_a_database_that_stopped_on_the_way_goes_on_from_there() -> None:
    forget(IN_ONE, LAST, "0010_running_plans")
    assert waiting() == ["0010_running_plans", LAST]


@pytest.mark.django_db
def test_an_empty_database_is_made_in_one_step() -> None:
    forget(*(name for app, name in MigrationLoader(connection).disk_migrations if app == "boards"))
    assert waiting() == [IN_ONE]


def forget(*names: str) -> None:
    done = MigrationRecorder(connection).migration_qs.filter(app="boards", name__in=names)
    assert done.delete()[0] == len(names)


def waiting() -> list[str]:
    executor = MigrationExecutor(connection)
    ends = [node for node in executor.loader.graph.leaf_nodes() if node[0] in apps.app_configs]
    return [step.name for step, _ in executor.migration_plan(ends) if step.app_label == "boards"]

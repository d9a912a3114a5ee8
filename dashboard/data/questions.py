"""The questions that a page asks about people reached."""

from dataclasses import replace

from dashboard.data.cells import By, Question
from dashboard.data.cubes import Level
from dashboard.data.selection import Selection

MONTHS = Question(By.NOTHING, "to_date", grain=1)
QUARTERS = Question(By.GROUP, "period", grain=3)
GROUPS_TO_DATE = Question(By.GROUP, "to_date")
SEX_AGE = Question(By.SEX_AGE, "period")
SEX_AGE_TO_DATE = Question(By.SEX_AGE, "to_date")
PLACES = Question(By.PART, "period")
CHOSEN_PLACES = Question(By.PLACE, "period")
CHOSEN_PLACES_SEX_AGE = Question(By.PLACE | By.SEX_AGE, "period")
KINDS = Question(By.KIND, "period")
PROJECTS = Question(By.PROJECT, "period")
PROJECTS_TO_DATE = Question(By.PROJECT, "to_date")
PREVIOUS = Question(By.NOTHING, "previous")


def to_date(question: Question) -> Question:
    """Give the same question about everything up to E; that about the previous period stays as it is."""
    return replace(question, window="to_date") if question.window == "period" else question


def detail_question(selection: Selection) -> Question:
    """Give the question by place, sex and age: of one chosen place it is the one without the place, asked anyway."""
    return CHOSEN_PLACES_SEX_AGE if selection.only_place is None else SEX_AGE


def place_question(selection: Selection) -> Question:
    """Give the question by place: the parts of the country or of one province, districts, else the chosen provinces."""
    levels = [level for level, _ in selection.places]
    return CHOSEN_PLACES if levels.count(Level.PROVINCE) == len(levels) > 1 else PLACES

"""The questions that the page of feedback asks."""

from dashboard.data.cubes import Level
from dashboard.data.feedback_plan import By, Question
from dashboard.data.feedback_selection import CaseSelection

MONTHS = Question(By.TYPE | By.EVERY_TYPE, "to_date", monthly=True)
MONTHS_OF_PERIOD = Question(By.TYPE, "period", monthly=True)
TOPICS = Question(By.CATEGORY, "topics", monthly=True)
CHANNELS = Question(By.CHANNEL, "period")
LANGUAGES = Question(By.LANGUAGE, "period")
SEX_AGE = Question(By.SEX_AGE, "period")
WAITS = Question(By.WAIT, "period")
PLACES = Question(By.PART, "period")
CHOSEN_PLACES = Question(By.PLACE, "period")


def place_question(selection: CaseSelection) -> Question:
    """Give the question by place: the parts of the country or of one province, districts, else the chosen provinces."""
    levels = [level for level, _ in selection.base.places]
    return CHOSEN_PLACES if levels.count(Level.PROVINCE) == len(levels) > 1 else PLACES

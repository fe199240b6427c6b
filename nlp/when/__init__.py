"""What people mean when they say when: "每周四 18:30", "每月最后一个周日下午3点", "腊月二十三上午十点", "半小时后".

Text in, value out: a schedule, or what is unclear. Each way of saying a day is declared once (`DayForm`).
"""

from nlp.when.phrase import TimePhrase, find_time
from nlp.when.reading import read_when
from nlp.when.unclear import Unclear

__all__ = ["TimePhrase", "Unclear", "find_time", "read_when"]

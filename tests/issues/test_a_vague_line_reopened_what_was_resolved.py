"""A line that was barely read as a request opened a resolved request again."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from nlp.context import ALONE, Context
from nlp.learning import Corrections
from nlp.reading import Reading, Urgency
from tests.support.chat import Chat, open_chat


class Unsure:
    """Reads every line of the lift as a request, as unsure as it is told."""

    confidence = 0.9

    def read(self, text: str, context: Context = ALONE, adjust: Corrections | None = None) -> Reading:
        return Reading(labels=("repair",), confidence=self.confidence, urgency=Urgency.NORMAL)

    explain = read


async def _resolved_and_said_again(tmp_path: Path, confidence: float) -> Chat:
    reader = Unsure()
    chat = await open_chat(tmp_path, reader)
    await chat.says("3-2-702 小米妈", "3栋2单元电梯不动了 门开一半")
    await chat.says("张姐", "1 办结 换了门机板", room="业委会群")
    chat.pass_time(timedelta(hours=5))
    reader.confidence = confidence
    await chat.says("3-2-702 小米妈", "3栋2单元电梯不动了")
    return chat


async def test_an_unsure_line_asks_the_committee_instead(tmp_path: Path) -> None:
    chat = await _resolved_and_said_again(tmp_path, 0.6)

    assert (await chat.request(1)).status == "resolved"
    assert (await chat.request(2)).alike == 1
    assert "合并 2 到 1" in await chat.last("业委会群")
    await chat.app.close()


async def test_a_sure_line_opens_it_again(tmp_path: Path) -> None:
    chat = await _resolved_and_said_again(tmp_path, 0.9)

    assert (await chat.request(1)).status == "accepted"
    await chat.app.close()

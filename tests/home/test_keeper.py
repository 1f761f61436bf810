"""A home tab is drawn when it is opened, and anew when it changed; never more often than Slack takes."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.core.home import Note
from bot.deliver.post import PostError, Refused, SlowDown
from bot.home.keeper import Keeper, Rhythm

RHYTHM = Rhythm()


@dataclass
class Scene:
    """A keeper without its thread, on a clock of its own; what it would show is whatever a test says."""

    now: float = 0.0
    says: dict[str, str] = field(default_factory=dict)
    shown: list[tuple[float, str, str]] = field(default_factory=list)
    fails: list[Exception] = field(default_factory=list)
    drawn: int = 0
    marks: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.keeper = Keeper(self.gather, self.draw, self.publish, lambda: self.now)

    def gather(self, person: str, note: Note | None) -> Any:
        self.drawn += 1
        return self.says.get(person, "") + (note.kind if note else "")

    def draw(self, home: Any) -> dict[str, Any]:
        return {"says": home.partition("#")[0]}

    def publish(self, person: str, view: Any) -> None:
        if self.fails:
            raise self.fails.pop(0)
        self.shown.append((self.now, person, view["says"]))
        self.marks.append(view["private_metadata"])

    def pass_(self, seconds: float) -> None:
        """Let time pass, the keeper's thread doing as it would."""
        end = self.now + seconds
        while True:
            wait = self.keeper.step()
            if self.now + wait > end:
                self.now = end
                return
            self.now += wait


def test_opened_is_shown_at_once_and_each_time() -> None:
    scene = Scene()
    scene.keeper.open("U1")
    scene.pass_(0)
    assert scene.shown == [(0.0, "U1", "")]
    scene.pass_(60)
    assert len(scene.shown) == 1, "what is the same is not sent again"
    scene.keeper.open("U1")
    scene.pass_(0)
    assert len(scene.shown) == 2, "another process may have shown something else"


def test_what_somebody_has_in_sight_is_not_sent_again() -> None:
    """Nor after a restart, which forgets who was shown what; what has changed since is."""
    scene = Scene()
    scene.keeper.open("U1")
    scene.pass_(60)
    scene.keeper.open("U1", scene.marks[-1])
    scene.pass_(60)
    assert len(scene.shown) == 1
    again = Scene()
    again.keeper.open("U1", scene.marks[-1])
    again.pass_(60)
    assert again.shown == []
    again.says["U1"] = "paused"
    again.keeper.open("U1", scene.marks[-1])
    again.pass_(60)
    assert [says for _, _, says in again.shown] == ["paused"]


def test_what_changes_no_letter_of_a_tab_is_not_sent() -> None:
    scene = Scene()
    scene.keeper.open("U1")
    scene.pass_(30)
    scene.says["U1"] = "#a locale was learned"
    scene.pass_(30)
    scene.keeper.stir_all()
    scene.pass_(30)
    assert len(scene.shown) == 1


def test_what_was_shown_since_somebody_opened_it_is_not_taken_for_what_they_saw_then() -> None:
    scene = Scene()
    scene.keeper.open("U1")
    scene.pass_(60)
    scene.keeper.tell("U1", Note("asked"))
    scene.pass_(60)
    scene.keeper.open("U1", scene.marks[0])
    scene.pass_(60)
    assert [says for _, _, says in scene.shown] == ["", "asked", ""]


def test_whatever_changed_is_shown_within_a_look() -> None:
    scene = Scene()
    scene.keeper.open("U1")
    scene.pass_(30)
    scene.says["U1"] = "paused"
    scene.pass_(RHYTHM.look)
    assert [says for _, _, says in scene.shown] == ["", "paused"]


def test_who_did_something_sees_it_soon_even_where_it_takes_a_moment() -> None:
    scene = Scene()
    scene.keeper.open("U1")
    scene.pass_(60)
    scene.keeper.stir("U1")
    scene.pass_(2)
    scene.says["U1"] = "paused"
    scene.pass_(2 * RHYTHM.soon)
    assert scene.shown[-1][2] == "paused"


def test_who_never_opened_it_is_shown_nothing() -> None:
    scene = Scene()
    scene.keeper.stir("U1")
    scene.keeper.stir_all()
    scene.pass_(60)
    assert scene.shown == [] and scene.drawn == 0


def test_long_ago_is_let_go() -> None:
    scene = Scene()
    scene.keeper.open("U1")
    scene.pass_(RHYTHM.lately + RHYTHM.look)
    drawn = scene.drawn
    scene.says["U1"] = "changed"
    scene.pass_(RHYTHM.lately)
    assert scene.drawn == drawn and len(scene.shown) == 1


def test_a_note_is_said_until_the_tab_is_opened_again() -> None:
    scene = Scene()
    scene.keeper.tell("U1", Note("forgotten"))
    scene.pass_(RHYTHM.told)
    scene.keeper.open("U1")
    scene.pass_(60)
    assert [says for _, _, says in scene.shown] == ["forgotten", ""]


def test_who_comes_back_at_once_finds_every_button_where_it_was() -> None:
    scene = Scene()
    scene.keeper.tell("U1", Note("asked"))
    scene.pass_(RHYTHM.told / 2)
    scene.keeper.open("U1", scene.marks[-1])
    scene.pass_(60)
    assert [says for _, _, says in scene.shown] == ["asked"]


def test_who_opens_comes_before_those_for_whom_the_book_changed() -> None:
    scene = Scene()
    for at in range(50):
        scene.keeper.open(f"U{at}")
    scene.pass_(120)
    scene.says = {f"U{at}": "new" for at in range(50)}
    scene.keeper.stir_all()
    scene.pass_(5)
    before = scene.now
    scene.keeper.open("U99")
    scene.pass_(RHYTHM.between)
    assert next(at for at, who, _ in scene.shown if who == "U99") - before <= RHYTHM.between + 1e-6
    scene.pass_(60)
    assert {who for _, who, says in scene.shown if says == "new"} == set(scene.says)


def test_slack_may_ask_to_wait() -> None:
    scene = Scene(fails=[SlowDown(30)])
    scene.keeper.open("U1")
    scene.keeper.open("U2")
    scene.pass_(29)
    assert scene.shown == []
    scene.pass_(5)
    assert {who for _, who, _ in scene.shown} == {"U1", "U2"}


def test_what_is_refused_is_tried_more_and_more_rarely() -> None:
    scene = Scene(fails=[Refused("not_enabled")] * 100)
    scene.keeper.open("U1")
    scene.pass_(3600)
    assert 5 < 100 - len(scene.fails) < 25


def test_a_failure_is_made_up_for() -> None:
    scene = Scene(fails=[PostError("line broken"), ValueError("template")])
    scene.keeper.open("U1")
    scene.pass_(60)
    assert [says for _, _, says in scene.shown] == [""]


@given(
    acts=st.lists(
        st.tuples(st.sampled_from(["open", "stir", "tell", "change", "all"]), st.integers(0, 5), st.floats(0, 20)),
        max_size=60,
    )
)
def test_never_more_often_than_slack_takes(acts: list[tuple[str, int, float]]) -> None:
    """Whatever people do: no two drawings closer than the rhythm, none of one person's closer than its own."""
    scene = Scene()
    changes: Counter[str] = Counter()
    for act, who, seconds in acts:
        person = f"U{who}"
        if act == "all":
            scene.keeper.stir_all()
        elif act == "change":
            changes[person] += 1
            scene.says[person] = str(changes[person])
        elif act == "tell":
            scene.keeper.tell(person, Note("asked"))
        else:
            getattr(scene.keeper, act)(person)
        scene.pass_(seconds)
    times = [at for at, _, _ in scene.shown]
    assert all(later - at >= RHYTHM.between - 1e-6 for at, later in itertools.pairwise(times))
    for person in {who for _, who, _ in scene.shown}:
        mine = [at for at, who, _ in scene.shown if who == person]
        assert all(later - at >= RHYTHM.apart - 1e-6 for at, later in itertools.pairwise(mine))
    scene.pass_(60)
    last = {who: says for _, who, says in scene.shown}
    assert all(says.removesuffix("asked") == scene.says.get(who, "") for who, says in last.items())

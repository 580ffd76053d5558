"""What changed between two states of an item: which places, and which words there."""

from gateway.pages.differences import marked
from gateway.pages.followed_items import place
from services.reuse.differences import differences


def test_a_step_put_in_between_leaves_the_others_alone() -> None:
    before = {"title": "Alt", "steps": [{"title": "Eins"}, {"title": "Zwei"}]}
    after = {"title": "Neu", "steps": [{"title": "Eins"}, {"title": "Neu"}, {"title": "Zwei"}]}
    told = [(each.path, each.before, each.after) for each in differences(before, after)]
    assert told == [("title", "Alt", "Neu"), ("steps.2", "", "Neu")]


def test_a_word_that_changed_in_a_step() -> None:
    before = {"steps": [{"title": "Eins", "text": "Eine Woche warten."}]}
    after = {"steps": [{"title": "Eins", "text": "Zwei Wochen warten."}]}
    (told,) = differences(before, after)
    assert (told.path, told.before, told.after) == (
        "steps.1.text", "Eine Woche warten.", "Zwei Wochen warten.",
    )  # fmt: skip
    assert place(told.path) == "Schritt 1, Text"


def test_the_same_is_no_difference_and_very_many_are_cut() -> None:
    assert differences({"a": [1, 2]}, {"a": [1, 2]}) == ()
    assert len(differences({}, {str(number): "x" for number in range(1000)})) == 300


def test_a_list_that_is_endless_is_not_compared() -> None:
    before, after = list(range(100_000)), list(range(100_000, 0, -1))
    (told,) = differences({"zz": before}, {"zz": after})
    assert (told.path, len(told.after)) == ("zz", 20_000)


def test_words_are_marked_and_what_they_say_is_escaped() -> None:
    assert marked("Eine Woche <b>", "Eine lange Woche <b>") == (
        "Eine<ins> lange</ins> Woche &lt;b&gt;"
    )
    assert marked("", "<script>") == "<ins>&lt;script&gt;</ins>"

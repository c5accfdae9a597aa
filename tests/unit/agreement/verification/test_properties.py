"""Over random histories: each one verifies, and no byte of it can be changed unnoticed."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agreement.verification.standalone.material import ANCHORED
from agreement.verification.standalone.words import Unreadable
from tests.unit.agreement.verification.history import History, check, statuses, words

ACTS = ("seal", "sign", "sign", "withdraw", "complete", "commence", "fail", "rotate", "legacy")


class Acts:
    """Acts drawn at random, of which only those happen that the portal would allow."""

    def __init__(self) -> None:
        self.history = History()
        self.open = 0
        """The version that is being signed; none before the first, and once it is complete."""
        self.signed: set[str] = set()
        self.complete: list[int] = []
        self.rotations = 0

    def act(self, name: str, choice: int) -> None:
        """Do an act, if it can be done now."""
        history = self.history
        party = history.parties[choice % len(history.parties)]
        if name == "seal" and not self.open:
            self.open, self.signed = history.seal(f"Text {choice} äöü"), set()
        elif name == "legacy" and not history.versions:
            self.complete.append(history.seal(legacy=True))
        elif name == "rotate" and history.entries:
            self.rotations += 1
            history.rotate(f"key {self.rotations}")
        elif name == "commence" and self.complete:
            history.commence(self.complete.pop(0))
        elif self.open:
            self._on_open(name, party, choice)

    def _on_open(self, name: str, party: str, choice: int) -> None:
        history = self.history
        if name == "sign" and party not in self.signed:
            history.sign(self.open, party, scan=b"Scan" if choice % 2 else b"")
            self.signed.add(party)
        elif name == "withdraw" and party in self.signed:
            history.withdraw(self.open, party)
            self.signed.remove(party)
        elif name == "complete" and self.signed == set(history.parties):
            history.complete(self.open)
            self.complete.append(self.open)
            self.open = 0
        elif name == "fail":
            history.fail(self.open)
            self.open = 0


steps = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 5)), min_size=1, max_size=40)


def played(chosen: list[tuple[str, int]]) -> History:
    acts = Acts()
    acts.act("seal", 0)
    for name, choice in chosen:
        acts.act(name, choice)
    return acts.history


@given(steps, st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_every_history_verifies_whoever_sees_how_much_of_it(
    chosen: list[tuple[str, int]], data: st.DataObject
) -> None:
    history = played(chosen)
    kept = history.notes[data.draw(st.sampled_from(sorted(history.notes)))]
    report = check(history.as_files(), kept)
    assert report.exit_code == 0, words(report)
    history.hidden = set(data.draw(st.lists(st.sampled_from(sorted(history.versions)))))
    public = check(history.as_files(proofs=False), kept)
    assert not words(public)
    assert set(statuses(public).values()) <= {ANCHORED}


@given(steps, st.data())
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_every_changed_byte_is_found(chosen: list[tuple[str, int]], data: st.DataObject) -> None:
    files = played(chosen).as_files()
    name = data.draw(st.sampled_from(sorted(set(files) - {"manifest.json"})))
    content = bytearray(files[name])
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    try:
        report = check(files | {name: bytes(content)})
    except Unreadable as refused:
        assert refused.text.de.startswith("ledger.json ist beschädigt")  # noqa: PT017
        return
    assert report.exit_code == 1, (name, at)
    if name.startswith("versions/"):
        assert name in words(report)


@given(steps, st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_no_tail_can_be_cut_off_unnoticed_by_whoever_kept_a_checkpoint(
    chosen: list[tuple[str, int]], data: st.DataObject
) -> None:
    history = played(chosen)
    kept = history.notes[max(history.notes)]
    size = data.draw(st.integers(0, len(history.entries) - 1))
    history.entries = history.entries[:size]
    history.notes = {s: text for s, text in history.notes.items() if s <= size}
    assert check(history.as_files(), kept).exit_code == 1

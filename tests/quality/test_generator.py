"""The generator's own promises: the marks are exact, the English is English, the halves do not mix."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.actors import ActorTable
from sayso.dates import DateInterval
from sayso.reading.gold import read_marks
from sayso.statements import KINDS
from sayso.statements.catalogue import Catalogue
from sayso.statements.conditional import Condition, Conditional
from sayso.statements.factor import Factor
from sayso.statements.lexicon import Lexicon
from sayso.statements.statement import Speaker, Statement
from tests.quality.generator import anaphora, attribution, document, genres, question, statement
from tests.quality.generator.claiming import from_clause
from tests.quality.generator.clause import Clause, Form, passive, say
from tests.quality.generator.collection import Collection, collection
from tests.quality.generator.document import GeneratedDocument
from tests.quality.generator.export import gold, structure, write_collection
from tests.quality.generator.inflection import inflect
from tests.quality.generator.marks import actor_span, claim_span, one_span
from tests.quality.generator.passages import passages
from tests.quality.generator.phrase import Kind, Matter, Phrase, fill
from tests.quality.generator.scores import FIELDS, reading, scores, table
from tests.quality.generator.setting import Half, Setting
from tests.quality.generator.vocabulary import catalogue_words
from tests.quality.generator.world import invented_state, states

GENERATED = Path(__file__).parents[2] / "cases" / "generated"
HALVES: tuple[Half, ...] = ("train", "test")


def collections(*found: Collection) -> list[GeneratedDocument]:
    return [one for each in found for one in each.documents]


def tables() -> Mapping[str, Sequence[str]]:
    """Names of all templates by what they are templates of."""
    return {
        **{kind: [name for name, _ in rows] for kind, rows in statement.TEMPLATES.items()},
        **{genre: [name for name, _ in rows] for genre, rows in genres.WRITERS.items()},
        "attribution": [name for name, _ in attribution.TEMPLATES],
        "anaphora": [name for name, _ in anaphora.TEMPLATES],
        "headline": [name for name, _ in document.HEADLINES],
        "question": [name for name, _ in question.TEMPLATES],
        "report": [name for name, _ in genres.REPORTED],
    }


def templates_of(half: Half) -> set[str]:
    start = HALVES.index(half)
    return {f"template: {kind}: {name}" for kind, rows in tables().items() for name in rows[start::2]}


def shown(documents: Iterable[GeneratedDocument]) -> set[str]:
    return {
        name
        for one in documents
        for claim in one.content.claims
        for name in claim.phenomena
        if name.startswith("template:")
    }


# --- the same seed, the same bytes


def test_the_same_seed_gives_the_same_documents() -> None:
    one, other = (collection(np.random.default_rng(3), 8) for _ in range(2))
    assert one == other


def test_the_same_seed_gives_the_same_passages() -> None:
    one, other = (list(passages(np.random.default_rng(3), 30, half="train")) for _ in range(2))
    assert one == other


def test_another_seed_gives_other_texts() -> None:
    one, other = (collection(np.random.default_rng(seed), 4) for seed in (1, 2))
    assert {document.text for document in one.documents}.isdisjoint(
        document.text for document in other.documents
    )


# --- exact marks


def test_every_claim_has_its_place_its_head_and_its_speaker(plain: Collection, invented: Collection) -> None:
    for one in collections(plain, invented):
        assert one.content.claims
        for claim in one.content.claims:
            whole, head = claim_span(one.content, claim), one_span(one.content, claim, "head")
            words = one.text[whole.start : whole.end]
            assert words == words.strip(' ."?'), words
            assert head is not None, words
            assert whole.start <= head.start < head.end <= whole.end, words
            assert re.fullmatch(r"[\w'-]+", one.text[head.start : head.end]), words
            assert claim.speaker, words


def test_every_mark_lies_in_the_text_and_begins_and_ends_with_a_word(
    plain: Collection, invented: Collection
) -> None:
    for one in collections(plain, invented):
        for span in one.content.spans:
            assert 0 <= span.start < span.end <= len(one.text)
            assert one.text[span.start : span.end] == one.text[span.start : span.end].strip()
            assert not re.match(r"\w", one.text[span.end : span.end + 1]), one.text[span.start : span.end + 5]
            assert not re.search(r"\w$", one.text[max(span.start - 1, 0) : span.start])


def test_every_actor_of_a_claim_is_named_or_referred_to_in_the_text(
    plain: Collection, invented: Collection
) -> None:
    for one in collections(plain, invented):
        for claim in one.content.claims:
            for actor in {actor for pair in claim.matter.pairs for actor in pair if actor is not None}:
                assert actor_span(one.content, claim, actor) is not None, (claim, actor)


def test_the_words_of_likelihood_are_words_of_the_lexicon(plain: Collection) -> None:
    lexicon = Lexicon.load()
    hedges = {line["likelihood"] for one in plain.documents for line in gold(one)} - {None}
    assert len(hedges) >= 8
    assert [words for words in hedges if lexicon.likelihood(words) is None] == []


def test_structure_marks_stand_in_their_order(plain: Collection) -> None:
    lines = [line for one in plain.documents for line in structure(one)]
    assert {line["mark"] for line in lines} == {"attribution", "condition", "cause"}
    for line in lines:
        needed = ("source", "content") if line["mark"] == "attribution" else (line["mark"],)
        assert all(line[role] for role in needed), line


def test_the_files_of_a_collection_are_what_the_project_reads(invented: Collection, tmp_path: Path) -> None:
    write_collection(invented, tmp_path)
    marks, problems = read_marks(tmp_path / "gold.jsonl")
    assert problems == ()
    texts = {one.name: one.text for one in invented.documents}
    assert {mark.document for mark in marks} == set(texts)
    actors, problems = ActorTable.load(extra=[tmp_path / "actors.toml"])
    assert problems == ()
    catalogue, problems = Catalogue.load(extra=[tmp_path / "factors.toml"])
    assert problems == ()
    assert all(mark.factor.name in catalogue.names for mark in marks)
    assert all(mark.factor.actor in actors.actors for mark in marks)
    assert all(
        catalogue.definition(mark.factor.name).dyadic is (mark.factor.target is not None) for mark in marks
    )


# --- right by construction


def clause(*, sign: int = 1, plural: bool = False) -> Clause:
    matter = Matter(1, "unrest", (("KAZ", None),))
    subject = Phrase("riots" if plural else "rioting")
    return Clause(subject, plural, "grow", matter=matter, sign=1 if sign > 0 else -1)


def a_setting(half: Half = "test", seed: int = 0) -> Setting:
    rng = np.random.default_rng(seed)
    return Setting(rng, half, states(rng, 5, "invented"), catalogue_words())


@pytest.mark.parametrize(
    ("form", "words", "sign"),
    [
        (Form(), "rioting grows", 1),
        (Form(negative=True), "rioting does not grow", -1),
        (Form(progressive=True, adverb="no longer"), "rioting is no longer growing", -1),
        (Form(modal="be likely to", hedge="likely"), "rioting is likely to grow", 1),
        (Form(modal="be unlikely to", hedge="unlikely"), "rioting is unlikely to grow", 1),
        (Form(tense="past", perfect=True), "rioting had grown", 1),
        (Form(perfect=True, progressive=True), "rioting has been growing", 1),
    ],
)
def test_negation_turns_the_sign_and_a_low_likelihood_does_not(form: Form, words: str, sign: int) -> None:
    said = from_clause(a_setting(), clause(), form, "forecast", ())
    assert (said.text, said.claims[0].sign) == (words, sign)


def test_a_question_puts_the_auxiliary_first() -> None:
    assert say(clause(plural=True), Form(inverted=True)).text == "do riots grow"
    assert say(clause(), Form(modal="will", inverted=True)).text == "will rioting grow"


def test_the_passive_turns_subject_and_object_and_keeps_what_is_claimed() -> None:
    active = Clause(
        Phrase("Tarsk"), False, "arm", object=Phrase("Velm"), rest=Phrase("with rockets"), sign=-1
    )
    turned = passive(active)
    assert turned is not None
    assert say(turned, Form(tense="past")).text == "Velm was armed with rockets by Tarsk"
    assert turned.sign == active.sign


def claims_of(kind: Kind, seed: int, half: Half) -> Iterator[Phrase]:
    setting = a_setting(half, seed)
    for _ in range(60):
        yield statement.statement(setting, kind)


@pytest.mark.parametrize("half", HALVES)
def test_an_influence_has_a_cause_that_is_not_its_effect(half: Half) -> None:
    for said in claims_of("influence", 5, half):
        claim = next(one for one in said.claims if one.kind == "influence")
        assert claim.cause is not None
        assert claim.cause.factor != claim.matter.factor
        assert one_span(said, claim, "cause words") is not None


@pytest.mark.parametrize("half", HALVES)
def test_a_conditional_runs_over_condition_and_consequence(half: Half) -> None:
    for said in claims_of("conditional", 6, half):
        claim = said.claims[0]
        parts = [span for span in said.spans if span.role in {"condition", "consequence"}]
        assert min(span.start for span in parts) == claim_span(said, claim).start
        assert max(span.end for span in parts) == claim_span(said, claim).end


def test_a_list_of_actors_is_one_claim_for_each(plain: Collection, invented: Collection) -> None:
    """Poverty in Tarsk, Velm and Orrin is growing."""
    sizes = {
        len(claim.matter.pairs)
        for one in collections(plain, invented)
        for claim in one.content.claims
        if any(name.startswith("coordination") for name in claim.phenomena)
    }
    assert sizes >= {2, 3, 4}


def test_an_open_question_claims_nothing(plain: Collection) -> None:
    for one in plain.documents:
        for span in one.content.spans:
            if span.role == "nothing":
                inside = [claim_span(one.content, claim) for claim in one.content.claims]
                assert not any(span.start <= other.start < span.end for other in inside)


def test_a_relay_stands_between_the_source_and_the_reader(plain: Collection) -> None:
    relayed = [claim for one in plain.documents for claim in one.content.claims if "relay" in claim.phenomena]
    assert relayed
    assert all(len(claim.via) >= 1 and claim.speaker not in claim.via for claim in relayed)


# --- the two halves


def test_all_templates_for_testing_occur_and_none_for_training(
    plain: Collection, invented: Collection
) -> None:
    found = shown([*collections(plain, invented), *collection(np.random.default_rng(9), 60).documents])
    assert found <= templates_of("test")
    # open questions and turns of phrase that claim nothing of their own leave no name behind
    silent = {f"template: question: {name}" for name in ("is it", "does it", "and")}
    assert templates_of("test") - found - silent == set()


def test_all_templates_for_training_occur_and_none_for_testing() -> None:
    found = shown(collection(np.random.default_rng(10), 160, half="train").documents)
    assert found <= templates_of("train")
    silent = {f"template: question: {name}" for name in ("will it", "should it", "what about")}
    assert templates_of("train") - found - silent == set()


def test_the_names_of_templates_are_unique() -> None:
    for kind, rows in tables().items():
        assert len(rows) == len(set(rows)), kind
        assert len(rows) >= 2, f"{kind}: one template cannot be in both halves"


# --- invented names


def test_nobody_bears_the_invented_names() -> None:
    table_of_actors, _ = ActorTable.load()
    rng = np.random.default_rng(11)
    for _ in range(300):
        state = invented_state(rng)
        for words in (state.name, state.demonym, state.capital, state.leader or ""):
            assert table_of_actors.resolve(words) is None, words
            assert table_of_actors.find(f"In {words} it rained.", on=DateInterval(None, None)) == (), words


def test_the_real_states_are_in_the_actor_table_under_their_names() -> None:
    table_of_actors, _ = ActorTable.load()
    rng = np.random.default_rng(12)
    for state in states(rng, 40, "known").values():
        mention = table_of_actors.resolve(state.name)
        assert mention is not None
        assert mention.state == state.id


# --- English


def sentences_of(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        yield from re.split(r'(?<=[.?])"? (?=["A-Z])', line)


PLURAL = {
    noun.text for words in catalogue_words().values() for noun in words.nouns if noun.number == "plural"
}
SINGULAR = {
    noun.text for words in catalogue_words().values() for noun in words.nouns if noun.number != "plural"
}

FAULTS = {
    "two spaces": r"  ",
    "a space before a stop": r" [.,;:?]",
    "a word twice": r"\b(\w+) \1\b",
    "a before a vowel": r"\ba (?:[aeio]|u[^ns])",
    "an before a consonant": r"\ban [b-df-hj-np-tv-z]",
    "an open slot": r"[{}]",
    "two stops": r"\.\.|\?\.|,,|,\.",
    "a plural noun with a singular verb": rf"\b(?:{'|'.join(map(re.escape, PLURAL))}) (?:is|has|was|does)\b",
    "a singular noun with a plural verb": rf"\b(?:{'|'.join(map(re.escape, SINGULAR))}) (?:are|have|were|do)\b",
    "the police in the singular": r"\b(?<!of the )[Pp]olice(?: in [A-Z]\w+)? (?:is|has|was|does)\b",
    "an ending twice": r"(?:(?<!c)eded|(?<!s)inging|sss)\b",
    "an infinitive after a modal": r"\b(?:will|may|could|might|must|should|would) to\b",
    "a participle without its auxiliary": r"\b(?:will|may|could|might|must|should|would) (?:not )?(?!feed)\w+ed\b",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_sentences_have_no_fault(fault: str, plain: Collection) -> None:
    train = collection(np.random.default_rng(13), 60, half="train")
    for one in [*plain.documents, *train.documents]:
        found = re.search(FAULTS[fault], one.text)
        assert found is None, one.text[max(found.start() - 60, 0) : found.end() + 40]


def test_paragraphs_begin_with_a_capital_and_sentences_too(plain: Collection) -> None:
    for one in plain.documents:
        for sentence in sentences_of(one.text):
            first = next((letter for letter in sentence if letter.isalpha()), "A")
            assert first.isupper(), sentence


def test_quotation_marks_are_closed_but_where_a_paragraph_goes_on(plain: Collection) -> None:
    for one in plain.documents:
        paragraphs = one.text.split("\n\n")
        for paragraph, following in zip(paragraphs, [*paragraphs[1:], ""], strict=True):
            if paragraph.count('"') % 2:
                assert following.startswith('"') or paragraph.startswith('"'), paragraph


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("arm", ("arms", "armed", "armed", "arming")),
        ("ban", ("bans", "banned", "banned", "banning")),
        ("vie", ("vies", "vied", "vied", "vying")),
        ("defy", ("defies", "defied", "defied", "defying")),
        ("withdraw", ("withdraws", "withdrew", "withdrawn", "withdrawing")),
        ("free", ("frees", "freed", "freed", "freeing")),
        ("lay down", ("lays down", "laid down", "laid down", "laying down")),
        ("open", ("opens", "opened", "opened", "opening")),
        ("control", ("controls", "controlled", "controlled", "controlling")),
        ("be", ("is", "was", "been", "being")),
        ("have", ("has", "had", "had", "having")),
        ("join", ("joins", "joined", "joined", "joining")),
    ],
)
def test_verbs_are_inflected_as_in_a_dictionary(verb: str, forms: tuple[str, ...]) -> None:
    assert tuple(inflect(verb, form) for form in ("present", "past", "participle", "ing")) == forms


# --- phrases


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(alphabet="abc ", min_size=1), min_size=1, max_size=4))
def test_filling_a_template_keeps_every_mark_on_its_words(pieces: list[str]) -> None:
    marked = {f"p{'x' * place}": Phrase(text).marked("actor", place) for place, text in enumerate(pieces)}
    whole = fill(" and ".join("{" + name + "}" for name in marked), **marked)
    for span in whole.spans:
        assert whole.text[span.start : span.end] == pieces[span.key]


# --- passages


def marks_of_passages(text: str) -> Iterator[tuple[str, str, list[str]]]:
    for block in re.split(r"^=== ", text, flags=re.MULTILINE)[1:]:
        lines = block.rstrip("\n").split("\n")[1:]
        marks = [line for line in lines if re.match(r"[+@?!] ", line)]
        words = "\n".join(line for line in lines if line not in marks)
        for line in marks:
            yield words, line[0], line[2:].split(" | ")


def stands(words: str, text: str) -> bool:
    numbered = re.fullmatch(r"(.*)#(\d+)", words, re.DOTALL)
    return words == "-" or (text.count(numbered[1]) >= int(numbered[2]) if numbered else words in text)


def check_passages(text: str) -> None:
    catalogue, _ = Catalogue.load()
    for words, sign, parts in marks_of_passages(text):
        if sign != "+":
            assert all(stands(one, words) for part in parts for one in part.split(" ... ")), (sign, parts)
            continue
        kind, factor, polarity, quote, head, actors = parts[:6]
        assert kind in statement.TEMPLATES
        assert polarity in {"+", "-"}
        assert catalogue.definition(Factor.parse(factor).name).dyadic is (" > " in actors)
        assert stands(quote, words)
        assert stands(head, re.sub(r"#\d+$", "", quote))
        assert all(stands(one, words) for one in actors.split(" > "))


@pytest.mark.parametrize("half", HALVES)
def test_the_words_of_a_passages_marks_stand_in_it(half: Half) -> None:
    check_passages("\n".join(passages(np.random.default_rng(14), 300, half=half)))


@pytest.mark.skipif(not (GENERATED / "train.txt").exists(), reason="no passages were written for training")
def test_the_passages_written_for_training_are_sound() -> None:
    check_passages((GENERATED / "train.txt").read_text(encoding="utf-8"))


# --- scores


def from_the_marks(one: GeneratedDocument) -> list[Statement]:
    """What a reader without fault would return."""
    found: list[Statement] = []
    lexicon = Lexicon.load()
    for line in gold(one):
        cause = None if line["cause"] is None else Factor.parse(line["cause"])
        fields: dict[str, Any] = {
            "document": "0" * 64,
            "start": line["start"],
            "end": line["end"],
            "quote": line["quote"],
            "speaker": Speaker(name=line["speaker"], kind="person"),
            "mode": "direct",
            "factor": Factor.parse(line["effect"]),
            "sign": line["sign"],
            "likelihood": lexicon.likelihood(line["likelihood"] or ""),
            "reader": "marks",
            "certainty": 1.0,
        }
        if line["kind"] == "conditional":
            found.append(Conditional(**fields, condition=Condition(words="", factor=cause, sign=0)))
        else:
            found.append(KINDS[line["kind"]](**fields, cause=cause))
    return found


def test_a_reader_without_fault_has_all_scores_at_one(plain: Collection) -> None:
    found = scores(from_the_marks, plain.documents)
    assert found["false claims"].found == 0
    for name, score in found.items():
        if name != "false claims":
            assert {field: score.share(field) for field in FIELDS} == dict.fromkeys(FIELDS, 1.0), name


def test_a_reader_that_finds_nothing_has_all_scores_at_zero(plain: Collection) -> None:
    found = scores(lambda _: (), plain.documents)
    assert found["all"].claims > 500
    assert all(score.found == 0 and score.share("all") == 0 for score in found.values())


def test_a_wrong_speaker_costs_the_speaker_and_the_whole_but_not_the_sign(plain: Collection) -> None:
    def misheard(one: GeneratedDocument) -> list[Statement]:
        somebody = Speaker(name="Somebody Else", kind="person")
        return [msgspec.structs.replace(each, speaker=somebody) for each in from_the_marks(one)]

    found = scores(misheard, plain.documents)["all"]
    assert (found.share("speaker"), found.share("all"), found.share("sign")) == (0, 0, 1)


@pytest.mark.parametrize("name", ["plain", "invented"])
def test_the_projects_reader_can_be_scored(name: str, request: pytest.FixtureRequest) -> None:
    texts: Collection = request.getfixturevalue(name)
    found = scores(reading(texts), texts.documents[:8])
    assert found["all"].claims > 50
    print(table(found))  # noqa: T201 - floors are set from this table

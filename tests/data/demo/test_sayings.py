"""What people said: sentences that name nobody, in the language they spoke, and nothing of what is sensitive."""

from collections import Counter

from dashboard.data.demo.files import shape
from tests.data.demo.made_feedback import cases, is_sensitive
from tests.data.demo.written_rows import rows

POOL, PRIVATE = shape("feedback_texts"), shape("feedback_private_texts")
SENTENCES = {line["text"]: line for line in POOL}
HARSH = (
    *("taciz", "tecavüz", "istismar", "şiddet", "rüşvet", "dayak", "tehdit", "abuse", "rape", "violence", "bribe"),
    *("threat", "تحرش", "اغتصاب", "اعتداء", "عنف", "رشوة", "تهديد", "استغلال", "آزار", "تجاوز", "خشونت", "رشوه"),
)
ARABIC_ONLY, PERSIAN_ONLY = set("يكةىإأ"), set("یکگپچژ")


def test_the_main_topics_have_sentences_in_four_languages() -> None:
    found = Counter((line["type"], line["category"], line["language"]) for line in POOL)
    main = [
        *(("request", "access"), ("information", "information"), ("complaint", "timeliness"), ("complaint", "access")),
        *(("suggestion", "quality"), ("thanks", "quality")),
    ]
    for kind, category in main:
        counts = [found[kind, category, language] for language in ("tr", "ar", "en", "fa")]
        assert counts[0] >= 8
        assert counts[1] >= 6
        assert min(counts[2:]) >= 2
    assert len(SENTENCES) == len(POOL) == 173


def test_every_sentence_belongs_to_a_topic_that_occurs() -> None:
    topics = {(line["type"], line["category"]) for line in shape("feedback_kinds")}
    assert {(line["type"], line["category"]) for line in POOL} <= topics
    assert not {line["category"] for line in POOL} & {"misconduct", "sea"}


def test_a_sentence_is_short_written_in_its_own_letters_and_names_no_organisation() -> None:
    organisations = {row[name] for row in rows("organisations") for name in ("name_tr", "name_en", "name_ar")}
    places = ("kızılay", "belediye", "göç idaresi", "بلدية", "الهلال")
    for line in (*POOL, *PRIVATE):
        text, language = line["text"], line["language"]
        assert 10 < len(text) <= 90, text
        assert text[-1] in ".?؟", text
        arabic = any("\u0600" <= letter <= "\u06ff" for letter in text)
        assert arabic == (language in ("ar", "fa")), text
        assert not set(text) & {"ar": PERSIAN_ONLY, "fa": ARABIC_ONLY}.get(language, set()), text
        assert not any(word in text.lower() for word in (*HARSH, *places)), text
        assert not any(name in text for name in organisations), text


def test_about_a_quarter_of_the_cases_have_a_text() -> None:
    assert 0.2 < sum(bool(case["text"]) for case in cases()) / len(cases()) < 0.3


def test_a_text_is_in_the_language_and_of_the_topic_of_its_case() -> None:
    for case in (case for case in cases() if case["text"] and not is_sensitive(case)):
        line = SENTENCES[case["text"]]
        assert all(line[name] == case[name] for name in ("type", "category", "language"))


def test_nearly_every_sentence_is_said() -> None:
    assert len({case["text"] for case in cases()} & SENTENCES.keys()) > 0.9 * len(SENTENCES)


def test_of_sensitive_cases_only_that_somebody_wants_to_talk_was_written_down() -> None:
    neutral = {line["text"] for line in PRIVATE}
    said = {case["text"] for case in cases() if is_sensitive(case)}
    assert said <= neutral | {""}
    assert len(said) > 5
    assert not neutral & {case["text"] for case in cases() if not is_sensitive(case)}

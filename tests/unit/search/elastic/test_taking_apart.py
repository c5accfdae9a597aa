"""Which words Elasticsearch takes out of longer ones."""

from portal.search.elastic.analysis import analysis


def test_a_compound_of_the_list_does_not_keep_its_parts_from_being_found() -> None:
    filters = analysis(["Beratung", "Stelle", "Beratungsstelle", "Migration"])["filter"]
    assert filters["de_wholes"]["word_list"] == ["beratungsstelle"]
    assert filters["de_parts"]["word_list"] == ["beratung", "migration", "stelle"]


def test_compounds_come_out_of_longer_words_before_their_parts_and_the_ending_goes_last() -> None:
    made = analysis(["Beratung"])
    chain = made["analyzer"]["de_read"]["filter"]
    assert chain.index("de_wholes") < chain.index("de_parts") < chain.index("de_stem")
    assert all(made["filter"][name]["word_list"] for name in ("de_wholes", "de_parts"))

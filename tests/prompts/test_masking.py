"""What may say who a child is does not leave the machine, and comes back where it was."""

from __future__ import annotations

from prompts.masking import masked, names_of_children, with_parts

TEXT = "Callum Birdsall, aged 9, NHS number 943 476 5919, born 4 March 2016, was seen. Callum was well. Supt Hale, 51, agreed."


def test_names_numbers_and_birth_dates_of_children_are_taken_out() -> None:
    sent = masked([TEXT], names_of_children(TEXT)).texts[0]
    assert not {"Callum", "Birdsall", "943 476 5919", "4 March 2016"} & {
        word for word in ("Callum", "Birdsall", "943 476 5919", "4 March 2016") if word in sent
    }
    assert "Supt Hale, 51" in sent


def test_the_same_child_has_the_same_mark_in_every_quote() -> None:
    mask = masked(["Callum Birdsall came.", "Nobody asked Callum Birdsall."], ["Callum Birdsall"])
    assert mask.texts == ("CHILD_NAME_1 came.", "Nobody asked CHILD_NAME_1.")


def test_what_was_masked_is_put_back_in_the_reply_and_a_made_up_mark_is_not() -> None:
    mask = masked([TEXT], names_of_children(TEXT))
    name = next(mark for mark, words in mask.behind if words == "Callum Birdsall")
    assert (
        mask.restored(f"{name} was seen; CHILD_NAME_99 was not.") == "Callum Birdsall was seen; CHILD_NAME_99 was not."
    )


def test_a_first_or_last_name_alone_is_masked_and_the_word_in_small_letters_is_not() -> None:
    mask = masked(
        ["Grace Hill came late by the grace of the bus. GRACE said so, and Mrs Hill."], with_parts(["Grace Hill"])
    )
    sent = mask.texts[0]
    assert not {"Grace", "GRACE", "Hill"} & set(sent.replace(".", " ").replace(",", " ").split())
    assert "by the grace of the bus" in sent
    assert mask.restored(sent) == "Grace Hill came late by the grace of the bus. GRACE said so, and Mrs Hill."

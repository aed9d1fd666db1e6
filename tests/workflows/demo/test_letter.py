import io

from pypdf import PdfReader

from workflows.demo.letter import letter_pdf


def test_the_letter_can_be_read() -> None:
    pdf = letter_pdf(["Objet : contrôle (frontière)", "", "Monsieur, " + "mot " * 40])

    text = PdfReader(io.BytesIO(pdf)).pages[0].extract_text()

    assert "Objet : contrôle (frontière)" in text


def test_the_same_text_makes_the_same_bytes() -> None:
    assert letter_pdf(["Bonjour"]) == letter_pdf(["Bonjour"])

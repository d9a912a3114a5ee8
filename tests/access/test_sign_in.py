"""Signing in."""

from tests.access.conftest import House


def test_who_signs_in_comes_in(house: House) -> None:
    visitor = house.visitor()
    assert visitor.http.get("/beneficiaries").status_code == 302
    assert visitor.sign_in("manager").headers["Location"] == "/"
    assert visitor.http.get("/beneficiaries").status_code == 200
    assert visitor.http.get("/nowhere").status_code == 404

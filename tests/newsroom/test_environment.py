import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from newsroom import environment


def test_a_database_address_is_read_with_its_options() -> None:
    found = environment.postgres("postgres://kim:p%40ss@db.example.com:5433/news?sslmode=require")
    assert (found["NAME"], found["USER"], found["PASSWORD"]) == ("news", "kim", "p@ss")
    assert (found["HOST"], found["PORT"]) == ("db.example.com", "5433")
    assert found["OPTIONS"] == {"options": environment.NO_JIT, "sslmode": "require"}


def test_options_of_the_address_replace_ours() -> None:
    address = "postgres:///news?host=/run/postgresql&options=-c%20jit%3Don"
    found = environment.postgres(address)
    assert (found["HOST"], found["OPTIONS"]) == ("/run/postgresql", {"options": "-c jit=on"})


def test_any_other_address_is_refused() -> None:
    for address in ("mysql://localhost/news", "postgres://localhost/"):
        with pytest.raises(ImproperlyConfigured):
            environment.postgres(address)


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL")
def test_queries_are_not_compiled() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)

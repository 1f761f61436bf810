"""`make bench`: every measurement of the project, one table each."""

from __future__ import annotations

from bench import book, command, delivery, form, lookup, start, subscription

BENCHES = (command.table, lookup.table, delivery.table, subscription.table, start.table, book.table, form.table)


def main() -> None:
    """Print every table."""
    for table in BENCHES:
        print("\n".join(table()))
        print()


if __name__ == "__main__":
    main()

"""The tables; migrations/ is how a database came to have them."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

metadata = MetaData()

# SQLite counts rows up by itself only for INTEGER.
_Id = BigInteger().with_variant(Integer, "sqlite")

OPEN = "{0}state IN ('planned', 'sending', 'unknown') AND {0}due_at IS NOT NULL"
"""The outbox rows that may need work, as SQL: the index below and what is to use it must say it alike."""
WAITING = "state IN ('planned', 'sending')"
"""The outbox rows that are still to be posted, said alike too."""

ASKED = "asker IS NOT NULL"
"""The outbox rows that somebody asked for, as SQL: they are looked up by person."""

threads = Table(
    "threads",
    metadata,
    Column("workspace", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("root_ts", Text, primary_key=True),
    Column("subject", Text, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
)

askers = Table(
    "askers",
    metadata,
    Column("workspace", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("asker", Text, primary_key=True),
    Column("subject", Text, nullable=False),
    Column("asked_at", BigInteger, nullable=False),
    Index("askers_asked_at", "asked_at"),
)

seen = Table(
    "seen",
    metadata,
    Column("workspace", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Index("seen_at", "at"),
)

channels = Table(
    "channels",
    metadata,
    Column("workspace", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("member", Boolean, nullable=False),
    Column("learned_at", BigInteger, nullable=False),
)

# What a person (by user id), a channel (by its id) or a thread of it (by its root) prefers.
preferences = Table(
    "preferences",
    metadata,
    Column("workspace", Text, primary_key=True),
    Column("holder", Text, primary_key=True),
    Column("thread", Text, primary_key=True),  # empty: the person's or the channel's own
    Column("language", Text),
    Column("visibility", Text),
    Column("attention", Text),
    Column("chosen_at", BigInteger),
    Column("locale", Text),  # the language a person reads Slack in, where it is one of ours
    Column("learned_at", BigInteger),
)

paces = Table(
    "paces",
    metadata,
    Column("workspace", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("since", BigInteger, nullable=False),
    Column("until", BigInteger, nullable=False),
    Index("paces_until", "until"),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("workspace", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("cron", Text, nullable=False),
    Column("time_zone", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("next_at", BigInteger, nullable=False),
    Column("quiet", Text, nullable=False, server_default=""),  # "22:00-08:00"; empty: none
    Column("business_days", Text, nullable=False, server_default=""),  # a country; empty: every day
    Column("maker", Text, nullable=False, server_default=""),
    Column("paused_for", Text, nullable=False, server_default=""),
    Column("newest", Text, nullable=False, server_default=""),  # the newest edition when it was last looked at
    Column("origin", Text, nullable=False, server_default="book"),  # or "person"
    Column("says_nothing_new", Boolean, nullable=False, server_default=false()),
    Column("reviewer", Text),
    Column("review_minutes", Integer),
    Column("review_channel", Text),
    Index("subscriptions_due", "state", "next_at"),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("workspace", Text, nullable=False),
    Column("subscription", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("edition", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("planned_at", BigInteger, nullable=False),
    Column("sent_at", BigInteger),
    Column("outbox_id", _Id),
    Column("message_ts", Text),
    Column("error", Text),
    UniqueConstraint("workspace", "subscription", "digest", "edition", name="deliveries_once"),
    sqlite_autoincrement=True,
)

reviews = Table(
    "reviews",
    metadata,
    Column("delivery_id", _Id, ForeignKey("deliveries.id", name="review_of"), primary_key=True),
    Column("workspace", Text, nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("channel", Text, nullable=False),  # where they see it
    Column("until", BigInteger),  # empty: they have decided, or were told that the time is over
    Index("reviews_until", "until"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", _Id, primary_key=True),
    # What the posted message carries, signed, so that it is known again; random, as a database
    # begun anew counts its ids from one again and must not find the messages of the old one.
    Column("mark", Text, nullable=False, unique=True),
    Column("workspace", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("thread_ts", Text),
    Column("parent_id", _Id, ForeignKey("outbox.id", name="outbox_parent")),
    Column("kind", Text, nullable=False),
    Column("urgency", Integer, nullable=False),
    Column("payload", Text, nullable=False),
    Column("plainer", Text),  # what was taken out of the payload because Slack refused it: charts, tables, blocks
    Column("state", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("due_at", BigInteger),  # empty: not before its parent is posted, or never by itself
    Column("due_set_at", BigInteger),  # by a clock that has since been set back where that is still to come
    Column("expires_at", BigInteger),
    Column("attempts", Integer, nullable=False),
    Column("looks", Integer, nullable=False),  # times looked for since the last send, in vain
    Column("resends", Integer, nullable=False),  # sends after an unsure one
    Column("claimed_by", Text),
    Column("claimed_at", BigInteger),
    Column("claimed_until", BigInteger),
    Column("first_sent_at", BigInteger),
    Column("last_sent_at", BigInteger),
    Column("message_ts", Text),
    Column("error", Text),
    Column("response_url", Text),
    Column("asker", Text),
    Column("subject", Text),
    Column("edits", Text),  # the ts of the message that this one takes the place of
    Column("delivery_id", _Id, ForeignKey("deliveries.id", name="outbox_delivery")),
    Index("outbox_next", "urgency", "id", sqlite_where=text(OPEN.format("")), postgresql_where=text(OPEN.format(""))),
    Index("outbox_waiting", "state", sqlite_where=text(WAITING), postgresql_where=text(WAITING)),
    Index("outbox_thread", "workspace", "channel", "thread_ts"),
    Index("outbox_message", "workspace", "channel", "message_ts"),
    Index("outbox_parent_id", "parent_id"),
    Index("outbox_delivery_id", "delivery_id"),
    Index("outbox_created_at", "workspace", "created_at"),
    Index("outbox_asker", "workspace", "asker", "id", sqlite_where=text(ASKED), postgresql_where=text(ASKED)),
    sqlite_autoincrement=True,
)

fact_versions = Table(
    "fact_versions",
    metadata,
    Column("version", Text, primary_key=True),
    Column("fact", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("kept_at", BigInteger, nullable=False),
)

# What a row of the outbox rests on; its words are the row's own payload. One row an answer, as
# each answer waits for it: `facts` is the JSON text of [[id, version, whether it serves], …].
records = Table(
    "records",
    metadata,
    Column("mark", Text, ForeignKey("outbox.mark", name="records_outbox"), primary_key=True),
    Column("reading", Text, nullable=False),
    Column("place", Integer, nullable=False),
    Column("templates", Text, nullable=False),
    Column("book", Text, nullable=False),
    Column("facts", Text, nullable=False),
)

# Each fact of a message is corrected at most once; the note is a message too, and may be corrected itself.
corrections = Table(
    "corrections",
    metadata,
    Column("mark", Text, primary_key=True),
    Column("fact", Text, primary_key=True),
    Column("note", Text, nullable=False),
    Index("corrections_note", "note"),
)

# Reported figures, as ids and versions; their words stand in the messages, and go with them.
reports = Table(
    "reports",
    metadata,
    Column("workspace", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("mark", Text, nullable=False),
    Column("reporter", Text, nullable=False),
    Column("book", Text, nullable=False),
    Column("facts", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("reported_at", BigInteger, nullable=False),
    Column("settled_at", BigInteger),
    Column("settled_by", Text),
    UniqueConstraint("workspace", "mark", "reporter", name="reports_once"),
    Index("reports_reported_at", "reported_at"),
)

"""Slack's limits, one row each; where the docs and live reports differ, the safer number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

MOST: Final[Mapping[str, int]] = {
    # messages and views
    "message.text": 4_000,  # chat.update refuses more; postMessage truncates at 40,000
    "message.blocks": 50,
    "message.visible": 9_000,  # undocumented msg_blocks_too_long: refused at 11,341, passed at 9,597
    "message.charts": 2,
    "message.table": 10_000,  # characters over all table blocks
    "message.data_table": 10_000,  # docs say 20,000; older ones 10,000
    "message.markdown": 12_000,  # the docs' sum; metabase measured it per block
    "view.blocks": 100,
    "view.bytes": 250_000,
    "view.title": 24,
    "view.submit": 24,
    "view.close": 24,
    "view.private_metadata": 3_000,
    # identifiers
    "id": 255,
    # blocks
    "header.text": 150,
    "header.level": 4,
    "section.text": 3_000,
    "section.fields": 10,
    "section.field": 2_000,
    "context.elements": 10,
    "context.text": 3_000,
    "actions.elements": 25,
    "context_actions.elements": 5,
    "image.url": 3_000,
    "image.alt": 2_000,
    "image.title": 2_000,
    "input.label": 2_000,
    "input.hint": 2_000,
    "markdown.text": 12_000,
    "alert.text": 200,
    # tables
    "table.rows": 100,
    "table.columns": 20,
    "data_table.rows": 201,  # one header row and 200 more
    "data_table.columns": 20,
    "data_table.page_size": 100,
    # charts
    "chart.title": 50,
    "chart.series": 12,
    "chart.segments": 12,
    "chart.categories": 20,
    "chart.label": 20,
    "chart.axis": 50,
    # elements
    "button.text": 75,
    "button.value": 2_000,
    "button.url": 3_000,
    "feedback.text": 75,
    "option.text": 75,
    "option.value": 75,  # the docs say 150, Slack's own types 75
    "option.description": 75,
    "overflow.options": 5,
    "choice.options": 10,  # radio buttons and checkboxes
    "select.options": 100,
    "select.label": 75,
    "placeholder": 150,
    "input.max_length": 3_000,
    "confirm.title": 100,
    "confirm.text": 300,
    "confirm.button": 30,
}

LEAST: Final[Mapping[str, int]] = {
    "data_table.rows": 2,
    "data_table.page_size": 1,
}

SURFACES: Final[Mapping[str, frozenset[str]]] = {
    kind: frozenset(surfaces.split())
    for kind, surfaces in {
        "section": "message modal home",
        "header": "message modal home",
        "context": "message modal home",
        "divider": "message modal home",
        "image": "message modal home",
        "actions": "message modal home",
        "input": "message modal home",
        "rich_text": "message modal home",
        "video": "message modal home",
        "card": "message modal home",
        "layout": "message modal home",
        "table": "message home",
        "carousel": "message home",
        "container": "message home",
        "data_table": "message home",
        "data_visualization": "message",  # slackblocks also allows home; Slack's index does not
        "markdown": "message",
        "context_actions": "message",
        "plan": "message",
        "task_card": "message",
        "file": "message",
        "alert": "modal",
    }.items()
}

"""The path of a stranger: `kwai try`, one address, and everything issue 2 says they can do there."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bot.desk import Desk
from bot.load.book import load_book
from bot.place import place_of
from bot.workspace import HandClock, open_workspace, small_site
from bot.workspace.page.sheet import draw_sheet
from tests.browser.hands import ask, messages, open_thread, say

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
MANIFEST = Path(__file__).parents[2] / "manifest.json"

PATH = [
    ("/kwai kling", "Kling · overview · newest in the book: 2025Q3", ["more than RMB 300m", "RMB 66 to 1,314 a month"]),
    (
        "/kwai kling revenue q3",
        "Kling · revenue · 2025Q3",
        ["More than RMB 300m", "A floor: no exact figure is in the book", "Kuaishou, quoted by 懂財帝 · press"],
    ),
    ("/kwai kling revnue q3", "read revnue as revenue", ["More than RMB 300m"]),
    ("/kwai gmv gap", "Kuaishou against Douyin", ["Kuaishou is 14.8 pp or more behind", "Comparable with care"]),
    ("/kwai pricing", "AI video · prices and price moves", ["1,399", "1,314", "Read with care"]),
    ("/kwai 可灵Q3收入", "可灵 · 收入 · 2025Q3（库中最新的Q3）", ["超过3亿元", "下限：库中没有确切数字"]),
    ("/kwai 可靈Q3收入", "可靈 · 收入 · 2025Q3（庫中最新的Q3）", ["超過3億元"]),
]


@pytest.mark.parametrize(("question", "reading", "pieces"), PATH, ids=[question for question, _, _ in PATH])
def test_question(page: Page, url: str, question: str, reading: str, pieces: list[str]) -> None:
    """A question typed in the channel is answered under it, with its reading, its bound and its source."""
    page.goto(url)
    answer = ask(page, question)
    expect(answer).to_contain_text(question)
    expect(answer).to_contain_text(reading)
    for piece in pieces:
        expect(answer).to_contain_text(piece)
    expect(answer).not_to_contain_text("unsupported")
    expect(page.locator("#banner")).to_be_empty()


def test_thread(page: Page, url: str) -> None:
    """ "and yoy?" under an answer is answered there, and not in the channel."""
    page.goto(url)
    answer = ask(page, "/kwai kling revenue q3")
    expect(answer).to_contain_text("More than RMB 300m")
    open_thread(page, answer)
    thread = messages(page, "thread-messages")
    say(page, "and yoy?", "thread-composer")
    expect(thread).to_have_count(3)
    expect(thread.nth(2)).to_contain_text("Not in the book: no 2024Q3 revenue for Kling, so no growth")
    say(page, "環比呢", "thread-composer")
    expect(thread).to_have_count(5)
    expect(thread.nth(4)).to_contain_text("無法判斷：兩季都只有下限")
    expect(messages(page).last).to_contain_text("4 replies")


def test_source(page: Page, url: str) -> None:
    """Source opens a window over the channel with each figure's words; closed, the channel is as it was."""
    page.goto(url)
    answer = ask(page, "/kwai gmv gap")
    answer.get_by_role("button", name="Source", exact=True).click()
    window = page.locator("#modal")
    expect(window).to_contain_text("懂財帝")
    page.keyboard.press("Escape")
    expect(window).to_have_count(0)
    expect(answer).not_to_contain_text("reply")


def test_button(page: Page, url: str) -> None:
    """A button that asks further is answered in the message's thread."""
    page.goto(url)
    answer = ask(page, "/kwai gmv gap")
    answer.get_by_role("button", name="Why", exact=True).click()
    expect(answer).to_contain_text("1 reply")
    open_thread(page, answer)
    expect(messages(page, "thread-messages")).to_have_count(2)
    expect(messages(page, "thread-messages").nth(1)).to_contain_text("懂財帝")


def test_digest(page: Page, url: str) -> None:
    """`/kwai digest 2025Q3`: a headline, its four parts in the thread, a chart and tables among them."""
    page.goto(url)
    answer = ask(page, "/kwai digest 2025Q3")
    expect(answer).to_contain_text("Kuaishou and Kling, 2025Q3")
    expect(answer).to_contain_text("4 replies")
    open_thread(page, answer)
    thread = messages(page, "thread-messages")
    expect(thread).to_have_count(5)
    for at, piece in enumerate(("1/4", "2/4", "3/4", "4/4"), start=1):
        expect(thread.nth(at)).to_contain_text(piece)
    expect(
        page.locator("#thread-messages svg[aria-label*='chart'], #thread-messages [aria-label*='bar chart']").first
    ).to_be_visible()
    expect(page.locator("#thread-messages table").first).to_be_visible()
    expect(page.locator("#thread-messages")).not_to_contain_text("unsupported")


def test_next_digest_comes_once(page: Page, url: str) -> None:
    """ "next digest" moves the clock, and the scheduled digest arrives by itself; the next moment brings none."""
    page.goto(url)
    before = messages(page).count()
    moment = page.locator(".moment")
    expect(moment).to_have_count(1)
    due = moment.inner_text()
    assert due.startswith("next digest")
    moment.click()
    digest = messages(page).nth(before)
    expect(digest).to_contain_text("Kuaishou and Kling, 2025Q3")
    expect(digest).to_contain_text("4 replies")
    expect(moment).not_to_have_text(due)
    later = moment.get_attribute("data-at")
    moment.click()
    # The bot has passed the second moment too, once the page would offer a third.
    gone = "async (at) => !(await (await fetch('/')).text()).includes(at)"
    page.wait_for_function(gone, arg=f'data-at="{later}"')
    # What is asked afterwards stands right below: between them no second digest came.
    answer = messages(page).nth(before + 1)
    say(page, "/kwai gmv gap")
    expect(answer).to_contain_text("14.8 pp or more behind")


def test_private_answer(page: Page, url: str) -> None:
    """`--private` shows the answer to the asker alone, and says so."""
    page.goto(url)
    answer = ask(page, "/kwai kling revenue q3 --private")
    expect(answer).to_contain_text("Only visible to you")
    expect(answer).to_contain_text("More than RMB 300m")
    page.get_by_role("link", name="Bob").click()
    expect(page.locator(".message", has_text="Only visible to you")).to_have_count(0)


def test_by_keyboard(page: Page, url: str) -> None:
    """Without a mouse: from the top of the page to an answer."""
    page.goto(url)
    before = messages(page).count()
    page.locator("#composer textarea").focus()
    page.keyboard.type("/kwai gmv gap")
    page.keyboard.press("Enter")
    expect(messages(page).nth(before)).to_contain_text("14.8 pp or more behind")


def test_the_page_says_when_no_bot_is_there(page: Page) -> None:
    """With nobody connected the page says so plainly, before and after something is typed."""
    site = small_site(json.loads(MANIFEST.read_text(encoding="utf-8")))
    with open_workspace(site, HandClock(datetime(2025, 11, 28, 1, 0, tzinfo=UTC))) as workspace:
        page.goto(workspace.url)
        banner = page.locator("#banner")
        expect(banner).to_have_text("The bot is not connected: nothing will answer until it is.")
        say(page, "/kwai kling")
        expect(messages(page).last).to_contain_text('/kwai failed with the error "dispatch_failed"')
        page.goto("about:blank")


@pytest.mark.parametrize("name", ["quarterly", "users"])
def test_a_digest_as_a_page_fits_a_phone(page: Page, name: str) -> None:
    """The page of `kwai digest --preview html`: all of it there, nothing wider than the phone, no word letter by letter."""
    ledger = load_book(place_of("config")).ledger
    assert ledger is not None
    desk = Desk(ledger, place_of("templates"))
    reply = desk.ask(f"digest {name} 2025Q3", date(2025, 12, 1), speak="zh-Hans")
    page.set_viewport_size({"width": 400, "height": 800})
    page.set_content(draw_sheet([message.payload for message in reply.messages], "zh-Hans"))
    expect(page.locator("article")).to_have_count(len(reply.messages))
    expect(page.locator("body")).not_to_contain_text("unsupported")
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    narrowest = (
        "Math.min(...[...document.querySelectorAll('th, td')].map((cell) => cell.getBoundingClientRect().width))"
    )
    assert page.evaluate(narrowest) >= 40
    assert page.locator(".grid table").first.evaluate("it => getComputedStyle(it).borderTopWidth") == "1px"

"""The app's home tab as people use it: in three scripts, by two people, on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PHONE = {"width": 390, "height": 844}


def open_home(page: Page, url: str, user: str = "") -> Locator:
    """Go to the app, and to its home tab."""
    page.goto(f"{url}?user={user}" if user else url)
    if page.viewport_size == PHONE:
        page.locator("#open-nav").click()
    page.locator("#sidebar").get_by_role("link", name="kwai APP").click()
    page.locator(".tabs a").first.click()
    home = page.locator("#home")
    expect(home.locator(".home")).to_be_visible()
    return home


def choose(page: Page, home: Locator, language: str) -> None:
    home.get_by_role("combobox").click()
    page.get_by_role("option", name=language).click()


def close(page: Page) -> None:
    page.locator("#modal").get_by_role("button", name="Cancel").click()
    expect(page.locator("#modal")).to_be_hidden()


def test_what_a_new_person_sees(page: Page, url: str) -> None:
    """What it can do, the newest figures with bound, period and source word, and nothing that cannot be drawn."""
    home = open_home(page, url)
    expect(home.get_by_role("heading")).to_have_text(
        [
            "Kuaishou and Kling",
            "The book at a glance",
            "My subscriptions",
            "My recent questions",
            "Language and settings",
            "For the book's owner",
        ]
    )
    expect(home).to_contain_text("Revenue 2025Q3: more than RMB 300m · press")
    expect(home).to_contain_text("9 documents, newest statement Nov 2025")
    expect(home).not_to_contain_text("unsupported")
    assert "*" not in home.inner_text(), "a mark that is not drawn is a mark in the wrong place"


def test_a_question_is_answered_in_messages(page: Page, url: str) -> None:
    """The tab says where; the answer has its buttons; the question stands among the recent ones and is asked again."""
    home = open_home(page, url)
    home.get_by_role("button", name="Kling revenue q3").click()
    expect(home).to_contain_text("Answered in Messages: kling revenue q3")
    expect(home).to_contain_text("Kling · revenue · 2025Q3 (newest Q3 in the book)")
    page.get_by_role("link", name="Messages", exact=True).click()
    answers = page.locator("#messages .message")
    expect(answers.last).to_contain_text("More than RMB 300m")
    count = answers.count()
    page.get_by_role("link", name="Home", exact=True).click()
    home.get_by_role("button", name="Ask again").first.click()
    page.get_by_role("link", name="Messages", exact=True).click()
    expect(answers).to_have_count(count + 1)
    expect(answers.last).to_contain_text("More than RMB 300m")


def test_a_language_chosen_in_place_holds(page: Page, url: str) -> None:
    home = open_home(page, url)
    choose(page, home, "繁體")
    expect(home.get_by_role("heading").nth(1)).to_have_text("庫中概況")
    expect(home).to_contain_text("收入 2025Q3：超過3億元 · 媒體")
    assert "*" not in home.inner_text()
    choose(page, home, "简体")
    expect(home.get_by_role("heading").nth(1)).to_have_text("库中概况")
    assert "*" not in home.inner_text()
    page.reload()
    expect(home.get_by_role("heading").nth(1)).to_have_text("库中概况")
    choose(page, home, "按Slack的语言")
    expect(home.get_by_role("heading").nth(1)).to_have_text("The book at a glance")


def test_a_subscription_is_paused_and_changed_where_it_stands(page: Page, url: str) -> None:
    page.goto(url)
    box = page.locator("#composer textarea")
    box.fill("/kwai subscribe users mondays 09:00 Asia/Hong_Kong")
    box.press("Enter")
    home = open_home(page, url)
    expect(home).to_contain_text("Users of Kuaishou and AI video to #kwai")
    home.get_by_role("button", name="Pause").click()
    expect(home).to_contain_text("#kwai · paused")
    home.get_by_role("button", name="Resume").click()
    expect(home).not_to_contain_text("· paused")
    home.get_by_role("button", name="Change").click()
    expect(page.locator("#modal")).to_contain_text("Users of Kuaishou and AI video")
    close(page)


@pytest.mark.parametrize(
    ("button", "title"), [("Ask…", "Ask for a figure"), ("Subscribe…", "Subscribe"), ("Settings…", "Settings")]
)
def test_a_form_opens_from_the_tab(page: Page, url: str, button: str, title: str) -> None:
    home = open_home(page, url)
    home.get_by_role("button", name=button).click()
    expect(page.locator("#modal").get_by_role("heading").first).to_have_text(title)
    close(page)


def test_a_second_person_has_their_own(page: Page, url: str) -> None:
    """In the language they read Slack in; without the owner's part."""
    home = open_home(page, url, "U0BOB")
    expect(home.get_by_role("heading")).to_have_text(
        ["快手与可灵", "库中概况", "我的订阅", "我最近的提问", "语言与设置"]
    )
    home.get_by_role("button", name="可灵Q3收入").click()
    expect(home).to_contain_text("已在“消息”中回答：可灵Q3收入")
    expect(home).to_contain_text("可灵 · 收入 · 2025Q3（库中最新的Q3）")


def test_a_phone_scrolls_in_one_direction(page: Page, url: str) -> None:
    page.set_viewport_size(PHONE)
    home = open_home(page, url, "U0BOB")
    expect(home).to_contain_text("3亿元")
    assert home.evaluate("e => e.scrollWidth <= e.clientWidth")
    wide = [
        one.inner_text()
        for one in home.get_by_role("button").all()
        if (one.bounding_box() or {"width": 0})["width"] > 362
    ]
    assert wide == []
    assert re.search("逾期", home.inner_text())

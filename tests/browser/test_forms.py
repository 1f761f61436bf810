"""The bot's own forms as a person fills them in, in `kwai try`: in English, in Chinese, in a phone's width."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PHONE = {"width": 390, "height": 844}


def form(page: Page, url: str, words: str, user: str = "U0ALICE") -> Locator:
    """Open a form by its command."""
    page.goto(f"{url}?user={user}")
    box = page.locator("#composer textarea")
    box.fill(f"/kwai {words}")
    box.press("Enter")
    modal = page.locator("#modal")
    expect(modal).to_be_visible()
    return modal


def choose(page: Page, modal: Locator, name: str, typed: str, line: str) -> None:
    """Type ahead in a select and choose by keyboard."""
    modal.get_by_role("combobox", name=name).click()
    page.keyboard.type(typed)
    expect(page.get_by_role("option").first).to_have_text(line)
    page.keyboard.press("Enter")
    expect(modal.get_by_role("combobox", name=name)).to_have_value(line)


def newest(page: Page) -> Locator:
    return page.locator("#messages .message").last


def test_asking_with_the_form(page: Page, url: str) -> None:
    """By keyboard alone: misspelt, cascading, what still fits kept, answered in the channel."""
    modal = form(page, url, "ask")
    expect(modal.get_by_role("combobox", name="Whose figure")).to_be_focused()
    choose(page, modal, "Whose figure", "klign", "Kling")
    choose(page, modal, "Which figure", "revnu", "Revenue")
    when = modal.get_by_role("combobox", name="When")
    expect(when).to_have_value("Newest in the book (2025Q3)")
    when.click()
    page.get_by_role("option", name="2025Q1", exact=True).click()
    choose(page, modal, "Whose figure", "快手", "Kuaishou")
    expect(modal.get_by_role("combobox", name="Which figure")).to_have_value("Revenue")
    expect(when).to_have_value("2025Q1")
    choose(page, modal, "Whose figure", "douyin", "Douyin")
    expect(modal.get_by_role("combobox", name="Which figure")).to_have_value("")
    expect(when).to_have_count(0)
    choose(page, modal, "Which figure", "monthly", "Monthly active users")
    modal.get_by_role("button", name="Ask", exact=True).click()
    expect(modal).to_have_count(0)
    expect(newest(page)).to_contain_text("@Alice: Douyin · monthly active users")


def test_the_shortcut_and_the_button_of_the_help(page: Page, url: str) -> None:
    """Both open it; what is typed for long finds nothing and says so; cancelled with something in it, that is said."""
    page.goto(url)
    page.get_by_label("Shortcuts").click()
    page.get_by_role("button", name="Ask for a figure").click()
    modal = page.get_by_role("dialog", name="Ask for a figure")
    expect(modal.get_by_role("combobox", name="Answer in")).to_have_value("#kwai")
    modal.get_by_role("combobox", name="Whose figure").click()
    page.keyboard.insert_text("zq" * 100)
    expect(modal.locator(".options:visible")).to_have_text("No results", use_inner_text=True)
    page.keyboard.press("Escape")
    modal.get_by_role("button", name="Cancel").click()
    expect(modal).to_have_count(0)
    box = page.locator("#composer textarea")
    box.fill("/kwai help")
    box.press("Enter")
    page.get_by_role("button", name="Ask with a form").last.click()
    choose(page, modal, "Whose figure", "kl", "Kling")
    modal.get_by_role("button", name="Cancel").click()
    expect(newest(page)).to_contain_text("Closed: nothing was asked")


def test_on_a_phone_in_chinese(page: Page, url: str) -> None:
    """Privately, in the script of the word that opened it; nothing stands out of the phone's width."""
    page.set_viewport_size(PHONE)
    modal = form(page, url, "提問", "U0BOB")
    choose(page, modal, "誰的數字", "keling", "可靈")
    choose(page, modal, "哪個數字", "收入", "收入")
    expect(modal.get_by_role("combobox", name="期間")).to_have_value("庫中最新（2025Q3）")
    modal.get_by_label("僅自己").check()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    modal.get_by_role("button", name="查詢", exact=True).click()
    expect(modal).to_have_count(0)
    expect(newest(page)).to_contain_text("超過3億元")

"""The bot's own forms as a person fills them in, in `kwai try`: in English, in Chinese, in a phone's width."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.hands import open_form

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PHONE = {"width": 390, "height": 844}


def form(page: Page, url: str, words: str, user: str = "U0ALICE") -> Locator:
    """Open a form by its command."""
    page.goto(f"{url}?user={user}")
    return open_form(page, words)


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


def test_subscribing_with_the_form(page: Page, url: str) -> None:
    """An error stands at its field; the next times are seen before anything is kept; going back keeps what was typed."""
    modal = form(page, url, "subscribe")
    when = modal.get_by_label("When", exact=True)
    when.fill("0 9 * * 1")
    modal.get_by_role("button", name="Next").click()
    expect(modal.locator(".wrong:visible")).to_contain_text("gives the weekday as a number")
    expect(when).to_be_focused()
    when.fill("weekdays 9:30")
    choose(page, modal, "Time zone", "纽约", "New York · America/New_York")
    modal.get_by_role("button", name="Next").click()
    expect(modal.get_by_role("heading")).to_have_text("Is this right?")
    expect(modal).to_contain_text("Next 1 Dec 2025 09:30 · 2 Dec 2025 09:30 · 3 Dec 2025 09:30 (New York)")
    modal.get_by_role("button", name="Back").last.click()
    expect(when).to_have_value("weekdays 9:30")
    modal.get_by_role("button", name="Next").click()
    modal.get_by_role("button", name="Subscribe", exact=True).click()
    expect(modal).to_have_count(0)
    confirmed = newest(page)
    expect(confirmed).to_contain_text("@Alice: subscribed")
    confirmed.get_by_role("button", name="Change").click()
    expect(when).to_have_value("Monday to Friday at 09:30")
    when.fill("daily 8:00")
    modal.get_by_role("button", name="Next").click()
    expect(modal).to_contain_text("Until now Monday to Friday at 09:30, New York time")
    modal.get_by_role("button", name="Save").click()
    expect(modal).to_have_count(0)
    expect(newest(page)).to_contain_text("@Alice: changed")


def test_subscribing_on_a_phone_in_chinese(page: Page, url: str) -> None:
    """From the list; left half-way, that is said."""
    page.set_viewport_size(PHONE)
    page.goto(f"{url}?user=U0BOB&channel=C0STRATEGY")
    box = page.locator("#composer textarea")
    box.fill("/kwai 我的订阅")
    box.press("Enter")
    page.get_by_role("button", name="用表单订阅").click()
    modal = page.locator("#modal")
    expect(modal.get_by_role("combobox", name="发到哪里")).to_have_value("#strategy")
    modal.get_by_label("时间", exact=True).fill("随便")
    modal.get_by_role("button", name="下一步").click()
    expect(modal.locator(".wrong:visible")).to_contain_text("未订阅：")
    modal.get_by_label("时间", exact=True).fill("每周五 18:00")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    modal.get_by_role("button", name="下一步").click()
    expect(modal).to_contain_text("每星期五18:00")
    modal.get_by_label("关闭").first.click()
    expect(newest(page)).to_contain_text("已关闭：未订阅")


def test_settings(page: Page, url: str) -> None:
    """A channel hears of its change, which is there when the form opens again."""
    modal = form(page, url, "settings")
    expect(modal).to_contain_text("For #kwai")
    modal.get_by_label("Only when they name the bot").check()
    modal.get_by_role("button", name="Save").click()
    expect(modal).to_have_count(0)
    expect(page.locator("#messages .message", has_text="@Alice: changed the settings here")).to_contain_text(
        "answered only when they name the bot"
    )
    modal = form(page, url, "settings")
    expect(modal.get_by_label("Only when they name the bot")).to_be_checked()
    modal.get_by_label("Answered without naming the bot").check()
    modal.get_by_role("button", name="Save").click()
    expect(modal).to_have_count(0)


def test_settings_on_a_phone_in_chinese(page: Page, url: str) -> None:
    """One's own language, under its own name, holds at once; by the shortcut it is one's own alone."""
    page.set_viewport_size(PHONE)
    modal = form(page, url, "设置", "U0BOB")
    expect(modal.get_by_role("heading")).to_have_text("设置")
    language = modal.get_by_role("combobox", name="你的语言")
    language.click()
    page.get_by_role("option", name="繁體").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    modal.get_by_role("button", name="保存").click()
    expect(newest(page)).to_contain_text("你的語言 繁體")
    page.get_by_label("快捷方式").click()
    page.get_by_role("button", name="Change settings").click()
    expect(modal.get_by_role("heading")).to_have_text("設置")
    expect(modal.get_by_role("combobox")).to_have_count(1)
    expect(modal).to_contain_text("請在該頻道輸入/kwai 設置")

"""What goes on from an answer, in `kwai try`: its More menu, a private answer shared, a figure reported and checked."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.hands import ask, open_thread

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def choose(page: Page, answer: Locator, line: str, menu: str = "More") -> None:
    """Open an answer's menu and press a line of it."""
    answer.get_by_role("combobox", name=menu).click()
    page.get_by_role("option", name=line, exact=True).click()


def test_what_the_menu_asks_is_answered_in_the_thread(page: Page, url: str) -> None:
    page.goto(url)
    answer = ask(page, "/kwai kling revenue q3")
    choose(page, answer, "As CSV")
    expect(answer).to_contain_text("1 reply")
    open_thread(page, answer)
    expect(page.locator("#thread-messages .message").last).to_contain_text("value,low,high,unit")


def test_in_chinese_on_a_phone(page: Page, url: str) -> None:
    """The menu is in the answer's language, and nothing is wider than the phone."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(url)
    answer = ask(page, "/kwai 可灵Q3收入")
    choose(page, answer, "做成表格", menu="更多")
    expect(answer.get_by_text("1 reply")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_private_answer_is_shared_once(page: Page, url: str) -> None:
    page.goto(url)
    private = ask(page, "/kwai kling revenue q3 --private")
    expect(private).to_contain_text("Only visible to you")
    choose(page, private, "Share in channel")
    page.get_by_role("link", name="Bob").click()
    expect(page.locator("#messages .message").last).to_contain_text("More than RMB 300m")


def test_a_reported_figure_reaches_its_owner(page: Page, url: str) -> None:
    """Bob reports, Alice, who owns the book, hears of it and settles it, and Bob is told."""
    page.goto(f"{url}?user=U0BOB")
    choose(page, ask(page, "/kwai kuaishou gmv 2025q3"), "Report a figure")
    expect(page.locator("#messages .message").last).to_contain_text("Reported to the book's owner")
    page.goto(f"{url}?channel=D0ALICE&user=U0ALICE")
    notice = page.locator("#messages .message", has_text="A figure is reported by").last
    notice.get_by_role("button", name="It stays").click()
    expect(notice.get_by_role("button")).to_have_count(0)


def test_a_colleagues_figures_are_checked(page: Page, url: str) -> None:
    """From the message's own menu, in a window that the others do not see."""
    page.goto(url)
    said = ask(page, "Kuaishou GMV was RMB 385bn in 2025Q3, and Kling made 5bn there")
    said.hover()
    said.get_by_label("More actions").click()
    said.get_by_role("button", name="Check the figures").click()
    window = page.locator("#modal")
    expect(window).to_contain_text("2 figures")
    expect(window).to_contain_text("Agrees")
    page.keyboard.press("Escape")
    expect(window).to_have_count(0)

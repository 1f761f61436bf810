"""The agent's pane, coming into a channel, and being quiet, in `kwai try`: in English, in Chinese, on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hands import messages, say

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PHONE = {"width": 390, "height": 844}


def test_the_pane_beside_a_channel(page: Page, url: str) -> None:
    """It suggests what the book can answer; a suggestion begins a thread that is called after its answer."""
    page.goto(url)
    page.get_by_role("link", name="Ask kwai").click()
    pane = page.locator("#pane")
    pane.get_by_role("button", name="Kling revenue Q3").click()
    expect(pane.get_by_role("heading", name="Kling · revenue · 2025Q3")).to_be_visible()
    expect(messages(page, "pane-messages").nth(1)).to_contain_text("More than RMB 300m")
    page.locator("#pane textarea").fill("and yoy?")
    page.keyboard.press("Enter")
    expect(messages(page, "pane-messages").nth(3)).to_contain_text("Not in the book: no 2024Q3 revenue for Kling")
    expect(pane).not_to_contain_text("is sending")
    pane.get_by_label("Earlier conversations").click()
    expect(pane.get_by_role("link", name="Kling · revenue · 2025Q3")).to_contain_text("3 replies")


def test_the_pane_in_chinese_on_a_phone(page: Page, url: str) -> None:
    """Bob's Slack is in Chinese, and so are his suggestions; nothing is wider than the phone."""
    page.set_viewport_size(PHONE)
    page.goto(f"{url}?user=U0BOB")
    page.get_by_role("link", name="问kwai").click()
    pane = page.locator("#pane")
    pane.get_by_role("button", name="可灵Q3收入").click()
    expect(pane.get_by_role("heading", name="可灵 · 收入 · 2025Q3")).to_be_visible()
    expect(messages(page, "pane-messages").nth(1)).to_contain_text("超过3亿元")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_it_says_that_it_is_at_work(page: Page, url: str) -> None:
    """While Slack takes its time; the word goes with the answer."""
    page.goto(f"{url}?journal=1")
    page.locator("#fault select[name=method]").select_option("chat.postMessage")
    page.locator("#fault select[name=kind]").select_option("slow")
    page.get_by_role("button", name="Set").click()
    page.get_by_role("link", name="Ask kwai").click()
    say(page, "gmv gap", "pane-composer")
    expect(page.locator("#pane-messages")).to_contain_text("kwai is sending the answer…")
    expect(messages(page, "pane-messages").nth(1)).to_contain_text("14.8 pp or more behind")
    expect(page.locator("#pane-messages")).not_to_contain_text("is sending", timeout=20_000)


def test_coming_into_a_channel(page: Page, url: str) -> None:
    """The inviter alone is told; the button sends the digest to everybody, and goes."""
    page.goto(url)
    page.get_by_role("button", name="Create a channel").click()
    page.locator("#question").get_by_role("textbox").fill("research")
    page.keyboard.press("Enter")
    expect(page.locator("#head h1")).to_have_text("#research")
    page.get_by_label("Channel actions").click()
    page.get_by_role("button", name="Invite kwai").last.click()
    told = page.locator("#messages .message", has_text="Only visible to you")
    expect(told).to_contain_text("The bot is in #research now; nothing was posted")
    told.get_by_role("button", name="Send 2025Q3 now").click()
    digest = page.locator("#messages .message", has_text="Kuaishou and Kling, 2025Q3")
    expect(digest).to_contain_text("4 replies", timeout=20_000)
    expect(told).to_contain_text("2025Q3 is on its way to #research")
    expect(page.get_by_role("button", name="Send 2025Q3 now")).to_have_count(0)


def test_coming_into_a_channel_in_chinese_on_a_phone(page: Page, url: str) -> None:
    """Bob is told in his language; nothing is wider than the phone."""
    page.goto(f"{url}?user=U0BOB")
    page.get_by_role("button", name="新建频道").click()
    page.locator("#question").get_by_role("textbox").fill("yanjiu")
    page.keyboard.press("Enter")
    expect(page.locator("#head h1")).to_have_text("#yanjiu")
    page.set_viewport_size(PHONE)
    page.get_by_label("频道操作").click()
    page.get_by_role("button", name="邀请kwai").last.click()
    told = page.locator("#messages .message", has_text="机器人已加入#yanjiu，没有发任何内容")
    told.get_by_role("button", name="立即发送2025Q3").click()
    expect(page.locator("#messages .message", has_text="快手与可灵，2025Q3")).to_be_visible(timeout=20_000)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_quiet_and_listen(page: Page, url: str) -> None:
    """A thread is told in a word, and says so in a sentence."""
    page.goto(url)
    before = messages(page).count()
    say(page, "/kwai gmv gap")
    answer = messages(page).nth(before)
    expect(answer).to_contain_text("14.8 pp or more behind")
    answer.hover()
    answer.get_by_role("link", name="Reply in thread").click()
    thread = messages(page, "thread-messages")
    say(page, "quiet", "thread-composer")
    expect(thread.nth(2)).to_contain_text("Quiet in this thread")
    say(page, "source?", "thread-composer")
    say(page, "@kwai listen", "thread-composer")
    expect(thread.nth(5)).to_contain_text("Listening in this thread")
    expect(thread).to_have_count(6)

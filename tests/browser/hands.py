"""What a person does with the page: type, ask, open a thread, open a form."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect


def messages(page: Page, place: str = "messages") -> Locator:
    """The messages of the channel, or of the thread or the pane."""
    return page.locator(f"#{place} .message")


def say(page: Page, text: str, composer: str = "composer") -> None:
    """Type a line and press Enter."""
    box = page.locator(f"#{composer} textarea")
    box.fill(text)
    box.press("Enter")


def ask(page: Page, text: str) -> Locator:
    """Type in the channel, and the message that follows."""
    before = messages(page).count()
    say(page, text)
    answer = messages(page).nth(before)
    expect(answer).to_be_visible()
    return answer


def open_thread(page: Page, message: Locator) -> None:
    """Open a message's thread as a person does."""
    message.hover()
    message.get_by_role("link", name="Reply in thread").click()
    expect(page.locator("#thread")).to_be_visible()


def open_form(page: Page, words: str = "") -> Locator:
    """Open a form by its command."""
    say(page, f"/kwai {words}")
    modal = page.locator("#modal")
    expect(modal).to_be_visible()
    return modal

"""What a person does with an app's surfaces: its home, its modals, its selects, its shortcuts, as somebody else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Locator, Page, expect

from bot.workspace import Workspace
from tests.browser.app import tried
from tests.browser.hands import open_form

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def workspace() -> Iterator[Workspace]:
    with tried() as opened:
        yield opened


@pytest.fixture
def here(page: Page, workspace: Workspace) -> Iterator[Page]:
    """The page, on which nobody left a modal open."""
    for user in ("alice", "bob"):
        workspace.close_view(user=user, whole=True)
        workspace.speak({"alice": "en-US", "bob": "zh-CN"}[user], user=user)
    page.goto(workspace.url)
    yield page
    page.goto("about:blank")


def choose(page: Page, modal: Locator, name: str, typed: str, line: str) -> None:
    """Type ahead in a select and choose by keyboard."""
    box = modal.get_by_role("combobox", name=name)
    box.click()
    page.keyboard.type(typed)
    expect(page.get_by_role("option", name=line)).to_be_visible()
    page.keyboard.press("Enter")


def test_a_form_from_field_errors_to_its_end(here: Page, workspace: Workspace) -> None:
    """The first field has the keyboard; errors stand at their fields, Slack's own and then the app's."""
    modal = open_form(here)
    whose = modal.get_by_role("combobox", name="Whose figure")
    expect(whose).to_be_focused()
    modal.get_by_role("button", name="Subscribe").click()
    errors = modal.locator(".wrong:visible")
    expect(errors).to_have_text(["Please complete this required field."] * 2)
    expect(whose).to_be_focused()
    expect(whose).to_have_attribute("aria-invalid", "true")
    choose(here, modal, "Whose figure", "可", "Kling 可灵")
    expect(whose).to_have_value("Kling 可灵")
    # The field dispatches, and the app's update keeps what was chosen.
    expect(modal).to_contain_text("Kling 可灵 has 3 quarters.")
    expect(whose).to_have_value("Kling 可灵")
    choose(here, modal, "Against", "dou", "Douyin 抖音")
    choose(here, modal, "Against", "jim", "Jimeng 即梦")
    expect(modal.locator(".chip")).to_have_text(["Douyin 抖音×", "Jimeng 即梦×"])
    modal.get_by_role("button", name="Remove Douyin 抖音").click()
    modal.get_by_label("When", exact=True).fill("9:30")
    modal.get_by_label("When late").check()
    modal.get_by_label("Note").fill("soon!")
    modal.get_by_role("button", name="Subscribe").click()
    expect(errors).to_have_text(["No exclamation marks."])
    modal.get_by_label("Note").fill("soon")
    expect(errors).to_have_count(0)
    modal.get_by_role("button", name="Subscribe").click()
    expect(modal).to_have_count(0)
    expect(here.locator("#messages .message").last).to_contain_text("kling · jimeng · 09:30 · soon")


def test_type_ahead_waits_and_says_what_it_finds(here: Page, workspace: Workspace) -> None:
    """Letters typed quickly are asked for once; nothing found is said; Escape closes the list, not the modal."""
    modal = open_form(here)
    box = modal.get_by_role("combobox", name="Whose figure")
    box.click()
    expect(modal.locator(".options:visible")).to_have_text("Type 1 or more letters", use_inner_text=True)
    asked = sum(line.what.startswith("suggest") for line in workspace.journal)
    here.keyboard.type("kuaishou")
    expect(modal.get_by_role("option")).to_have_text(["Kuaishou 快手"])
    lines = [line.what for line in workspace.journal if line.what.startswith("suggest")]
    assert lines[asked:] == ["suggest entity: kuaishou"]
    here.keyboard.type("??")
    expect(modal.locator(".options:visible")).to_have_text("No results", use_inner_text=True)
    here.keyboard.press("Escape")
    expect(modal.locator(".options:visible")).to_have_count(0)
    expect(box).to_have_value("")
    here.keyboard.press("Escape")
    expect(modal).to_have_count(0)


def test_modals_stack_three_high(here: Page, workspace: Workspace) -> None:
    """What was typed below is there again after coming back; × closes all of them."""
    modal = open_form(here)
    modal.get_by_label("Note").fill("kept")
    modal.get_by_role("button", name="Preview").click()
    expect(modal.get_by_role("heading")).to_have_text("Preview")
    modal.get_by_role("button", name="Deeper").click()
    here.wait_for_function("document.getElementById('veil')")
    workspace.wait_for(lambda ws: len(ws.views()) == 3)
    modal.get_by_role("button", name="Back").first.click()
    workspace.wait_for(lambda ws: len(ws.views()) == 2)
    here.keyboard.press("Escape")
    expect(modal.get_by_role("heading")).to_have_text("Subscribe")
    expect(modal.get_by_label("Note")).to_have_value("kept")
    modal.get_by_role("button", name="Preview").click()
    expect(modal.get_by_role("heading")).to_have_text("Preview")
    modal.get_by_label("Close").first.click()
    expect(modal).to_have_count(0)
    assert workspace.views() == ()


def test_home(here: Page, workspace: Workspace) -> None:
    """The tab fills when it is first opened; its buttons work, one of them only after a yes."""
    here.get_by_role("link", name="kwai APP").click()
    here.get_by_role("link", name="Home").click()
    home = here.locator("#home")
    expect(home).to_contain_text("For @Alice: 0 pressed so far.")
    home.get_by_role("button", name="Count").click()
    expect(home).to_contain_text("1 pressed")
    home.get_by_role("button", name="Count").press("Enter")
    expect(home).to_contain_text("2 pressed")
    home.get_by_role("button", name="Remove all").click()
    question = here.get_by_role("dialog", name="Remove all?")
    question.get_by_role("button", name="Keep").click()
    expect(home).to_contain_text("2 pressed")
    menu = home.get_by_role("combobox")
    menu.click()
    here.get_by_role("option", name="Billions").click()
    expect(menu).to_have_value("Billions")
    home.get_by_role("button", name="Remove all").click()
    question.get_by_role("button", name="Remove").click()
    expect(home).to_contain_text("For @Slackbot: 0 pressed")
    home.get_by_role("button", name="Subscribe").click()
    expect(here.locator("#modal")).to_be_visible()


def test_message_shortcut(here: Page, workspace: Workspace) -> None:
    """From a message's menu; afterwards the keyboard is where it was."""
    workspace.say("kwai", "GMV was <385bn>", user="bob")
    message = here.locator("#messages .message", has_text="GMV was <385bn>")
    message.hover()
    message.get_by_label("More actions").click()
    message.get_by_role("button", name="Check the figures").click()
    modal = here.get_by_role("dialog", name="Figures")
    expect(modal).to_contain_text("GMV was <385bn>")
    here.keyboard.press("Escape")
    expect(modal).to_have_count(0)
    expect(message.get_by_label("More actions")).to_be_focused()


def test_global_shortcut_by_keyboard(here: Page, workspace: Workspace) -> None:
    here.get_by_label("Shortcuts").focus()
    here.keyboard.press("Enter")
    here.keyboard.press("ArrowDown")
    expect(here.get_by_role("button", name="Ask for a figure")).to_be_focused()
    here.keyboard.press("Enter")
    expect(here.get_by_role("dialog", name="Subscribe")).to_be_visible()


def test_two_people(here: Page, workspace: Workspace) -> None:
    """Each has a language, a home, a modal and private messages of their own."""
    here.get_by_role("link", name="Bob").click()
    expect(here.get_by_role("heading", name="频道")).to_be_visible()
    expect(here.locator("html")).to_have_attribute("lang", "zh-Hans")
    modal = open_form(here, "zh")
    modal.get_by_role("button", name="订阅").click()
    expect(modal.locator(".wrong:visible").first).to_have_text("请填写此必填项。")
    here.goto(f"{workspace.url}?user=U0ALICE")
    expect(here.locator("#modal")).to_have_count(0)
    here.get_by_role("button", name="繁體").click()
    expect(here.get_by_role("heading", name="頻道", exact=True)).to_be_visible()
    assert workspace.state.locale(workspace.site.you) == "zh-TW"


def test_clock(here: Page, workspace: Workspace) -> None:
    """Moved to where a person wants it, at their own place; what is no time is said so."""
    before = workspace.clock()
    here.get_by_role("button", name="28 Nov 2025").click()
    question = here.locator("#question")
    question.get_by_role("textbox").fill("tomorrow")
    here.keyboard.press("Enter")
    expect(here.locator("#toast")).to_have_text("Write the time as 2025-12-05 09:00.")
    here.locator("#clock").click()
    question.get_by_role("textbox").fill("2025-12-05 09:30")
    here.keyboard.press("Enter")
    expect(here.locator("#clock")).to_contain_text("5 Dec 2025, 09:30 Hong Kong")
    assert workspace.clock() == datetime(2025, 12, 5, 1, 30, tzinfo=UTC)
    workspace.move_to(before)


def test_the_traffic_shows_what_went_over_the_wire(here: Page, workspace: Workspace) -> None:
    def sent() -> int:
        return sum(line.what == "event message" for line in workspace.journal)

    before = sent()
    workspace.say("kwai", "GMV?")
    workspace.wait_for(lambda _: sent() > before)
    here.get_by_role("link", name="Traffic").click()
    lines = here.locator("#journal [data-line]", has_text="event message")
    # The page draws it a moment after it went over the wire.
    expect(lines).to_have_count(sent())
    line = lines.last
    line.click()
    content = here.get_by_role("region", name="What went over the wire")
    expect(content).to_contain_text('"text": "GMV?"')
    line.focus()
    here.keyboard.press("Enter")
    expect(content).to_be_hidden()


def test_channel_from_its_menu(here: Page, workspace: Workspace) -> None:
    """Made, renamed, left, joined, archived, deleted, all from the page."""

    def do(name: str) -> None:
        here.get_by_label("Channel actions").click()
        here.get_by_role("button", name=name).last.click()

    question = here.locator("#question")
    title = here.locator("#head h1")
    here.get_by_role("button", name="Create a channel").click()
    question.get_by_role("textbox").fill("Kling News")
    question.get_by_role("button", name="Save").click()
    expect(title).to_have_text("#kling-news")
    do("Rename channel")
    question.get_by_role("textbox").fill("random")
    question.get_by_role("button", name="Save").click()
    expect(here.locator("#toast")).to_have_text("Another channel has that name.")
    do("Rename channel")
    question.get_by_role("textbox").fill("rivals")
    here.keyboard.press("Enter")
    expect(title).to_have_text("#rivals")
    do("Leave channel")
    expect(here.locator("#composer")).to_have_count(0)
    here.locator(".shut").get_by_role("button", name="Join channel").click()
    expect(here.locator("#composer")).to_be_visible()
    do("Archive channel")
    expect(here.locator(".shut")).to_contain_text("archived")
    do("Delete channel")
    question.get_by_role("button", name="Delete channel").click()
    expect(title).to_have_text("#kwai")
    expect(here.locator("#sidebar")).not_to_contain_text("rivals")


def test_pane(here: Page, workspace: Workspace) -> None:
    """Beside a channel: a suggestion begins a conversation, which goes on, is titled, renamed, found again."""
    here.get_by_role("link", name="Ask kwai").click()
    pane = here.locator("#pane")
    expect(pane).to_contain_text("Try one of these")
    here.locator("#sidebar").get_by_role("link", name="strategy").click()
    expect(here.locator("#head h1")).to_have_text("#strategy")
    workspace.wait_for(lambda ws: any(line.what == "event app_context_changed" for line in ws.journal))
    pane.get_by_role("button", name="Kling revenue").click()
    expect(pane.get_by_role("heading", name="Kling revenue q3")).to_be_visible()
    expect(pane.locator(".message")).to_have_count(2)
    expect(pane).not_to_contain_text("is looking")
    box = pane.locator("textarea")
    expect(box).to_be_focused()
    here.keyboard.type("and yoy?")
    here.keyboard.press("Enter")
    expect(pane.locator(".message")).to_have_count(4)
    assert len(workspace.messages("strategy")) == 0
    here.keyboard.type("/kwai x")
    here.keyboard.press("Enter")
    expect(here.locator("#toast")).to_contain_text("does not work in this pane")
    box.fill("")
    pane.get_by_role("button", name="Rename").click()
    here.locator("#question").get_by_role("textbox").fill("Kling, third quarter")
    here.keyboard.press("Enter")
    expect(pane.get_by_role("heading")).to_contain_text("Kling, third quarter")
    pane.get_by_label("Earlier conversations").click()
    expect(pane.get_by_role("link", name="Kling, third quarter")).to_contain_text("3 replies")
    pane.get_by_label("Close").click()
    expect(pane).to_have_count(0)


def test_stop_button(here: Page, workspace: Workspace) -> None:
    """While the app works its status is shown, with a way to stop it."""
    here.goto(f"{workspace.url}?pane=new")
    pane = here.locator("#pane")
    pane.locator("textarea").fill("something long")
    pane.locator("textarea").press("Enter")
    expect(pane.get_by_role("status")).to_contain_text("kwai is looking in the book…")
    pane.get_by_role("button", name="Stop").click()
    expect(pane.locator(".message").last).to_contain_text("Stopped.")
    expect(pane.get_by_role("status")).to_have_count(0)


def test_troubles_on_demand(here: Page, workspace: Workspace) -> None:
    """A 500 for the next views.open: the modal does not come, and the traffic says why."""
    here.get_by_role("link", name="Traffic").click()
    panel = here.locator("#fault")
    panel.get_by_label("Trouble for the next").select_option("views.open")
    panel.get_by_label("Kind of trouble").select_option("500")
    panel.get_by_role("button", name="Set").click()
    expect(panel).to_contain_text("1 waiting")
    before = len(workspace.journal)
    box = here.locator("#composer textarea")
    box.fill("/kwai x")
    box.press("Enter")
    expect(panel).not_to_contain_text("waiting")
    expect(here.locator("#journal .bad").last).to_contain_text("HTTP 500")
    assert len(workspace.journal) > before and workspace.view() is None


@pytest.mark.parametrize("language", ["en-US", "zh-CN", "zh-TW"])
def test_nothing_is_cut_off_on_a_phone(here: Page, workspace: Workspace, language: str) -> None:
    """Channel, home, form and menu fit the width of a phone."""
    workspace.speak(language)
    here.set_viewport_size(PHONE)
    for address in ("", "?channel=D0ALICE&tab=home", "?channel=D0ALICE", "?journal=1", "?pane=new"):
        here.goto(workspace.url + address)
        expect(here.locator("#head")).to_be_visible()
        assert fits(here)
    here.goto(workspace.url)
    open_form(here, "zh")
    assert fits(here)


def fits(page: Page) -> bool:
    """Whether nothing is wider than the window."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))

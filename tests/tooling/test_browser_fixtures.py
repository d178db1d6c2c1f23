"""The browser fixtures notice what they promise to notice."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser import Watch, small_targets

pytestmark = pytest.mark.urls("tests.tooling.pages")


@pytest.fixture
def faults(watch: Watch) -> Iterator[list[str]]:
    """What was noticed; the test judges it instead of the fixture."""
    yield watch.faults
    watch.faults.clear()


def test_a_clean_page_passes_every_check(page: Page, axe, watch: Watch) -> None:
    page.goto("/clean/")
    axe(page)
    assert watch.faults == []


def test_an_inline_script_is_noticed_and_does_not_run(page: Page, faults: list[str]) -> None:
    page.goto("/inline/")
    assert page.title() == "시험 쪽"
    assert any("script-src" in fault for fault in faults)


def test_an_image_from_elsewhere_is_noticed(page: Page, faults: list[str]) -> None:
    page.goto("/elsewhere/")
    assert any("127.0.0.1:9/pixel.png" in fault for fault in faults)


def test_what_a_page_without_the_policy_asks_for_elsewhere_is_noticed(
    page: Page, watch: Watch, faults: list[str]
) -> None:
    watch.allow("127.0.0.1:9")  # as late as it may come
    page.route("**/clean/", lambda route: route.fulfill(body="<body>", content_type="text/html"))
    page.goto("/clean/")
    with page.expect_console_message(lambda said: "another origin" in said.text):
        page.evaluate("() => { new Image().src = 'http://127.0.0.1:9/pixel.png' }")
    assert any("another origin: http://127.0.0.1:9/pixel.png" in fault for fault in faults)
    # Told request by request, it is known before the page has an answer.
    faults.clear()
    watch.requests(page.context)
    page.evaluate("fetch('http://127.0.0.1:9/words').catch(() => null)")
    assert "request to another origin: http://127.0.0.1:9/words" in faults


def test_an_error_in_a_script_is_noticed(page: Page, faults: list[str]) -> None:
    page.goto("/clean/")
    with page.expect_event("pageerror"):
        page.evaluate("() => { setTimeout(() => { throw new Error('broken') }) }")
    assert any("broken" in fault for fault in faults)


def test_a_missing_file_is_noticed_unless_it_is_allowed(page: Page, watch: Watch) -> None:
    with page.expect_console_message():
        page.goto("/missing/")
    assert any("status of 404" in fault for fault in watch.unexpected())
    watch.allow("status of 404")
    assert watch.unexpected() == []


def test_axe_finds_a_button_without_a_name(page: Page, axe) -> None:
    page.goto("/unnamed/")
    with pytest.raises(AssertionError, match="button-name"):
        axe(page)


def test_small_and_close_touch_targets_are_told(page: Page) -> None:
    page.goto("/clean/")
    assert [line for line in small_targets(page) if "좋아요" in line]
    page.evaluate("""() => {
      const first = document.querySelector('button');
      first.style.cssText = 'width: 80px; height: 80px; margin: 0; padding: 0';
      first.after(first.cloneNode(true));
    }""")
    assert ["px" in line and " — " in line for line in small_targets(page)] == [True]
    assert small_targets(page, gap=0) == []


def test_the_visitor_is_korean_and_in_seoul(page: Page) -> None:
    page.goto("/clean/")
    answer = page.evaluate("[navigator.language, Intl.DateTimeFormat().resolvedOptions().timeZone]")
    assert answer == ["ko-KR", "Asia/Seoul"]

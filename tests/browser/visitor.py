"""What a visitor does with the page, so that the tests read like the chat."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

LOW, MID, HIGH = "桐花里1-5栋群", "桐花里6-10栋群", "桐花里11-14栋群"
COMMITTEE, PROPERTY, OFFICE = "桐花里业委会群", "桐花里物业群", "桐花里社区联络群"


class Visitor:
    """One open tab. `troubles` collects what must not be: errors, and calls to other machines."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.troubles: list[str] = []
        page.on("console", lambda said: self.troubles.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("request", lambda request: self._note(request.url, address))
        page.goto(address)
        self.wait_until_live()

    def wait_until_live(self) -> None:
        """The page is built and talks with its server; a person is never faster than that."""
        self.page.locator(".w-app").wait_for()
        self.page.wait_for_function("window.did_handshake && !window.isOld")

    def begin_anew(self) -> None:
        """Press the button that empties everything."""
        self.page.evaluate("window.isOld = true")
        self.page.get_by_role("button", name="清空所有群和看板").click()
        self.wait_until_live()
        expect(self.page.locator(".w-line")).to_have_count(0)

    def _note(self, url: str, address: str) -> None:
        if not url.startswith((address, address.replace("http", "ws"), "data:", "blob:")):
            self.troubles.append(f"called {url}")

    def room(self, name: str) -> Locator:
        return self.page.get_by_role("region", name=name, exact=True)

    def says(self, room: str, text: str) -> Locator:
        """Type a line and press Enter; returns the line as it stands in the room."""
        box = self.room(room).get_by_role("textbox")
        box.fill(text)
        box.press("Enter")
        line = self.room(room).locator(".w-own").filter(has_text=text).last
        expect(line).to_be_visible()
        return line

    def speaks_as(self, room: str, name: str) -> None:
        self.room(room).get_by_role("button", name="的身份说话").click()
        self.page.get_by_role("menu").get_by_text(name).click()

    def bot(self, room: str, text: str) -> Locator:
        """The bot's last line in a room with these words; it must come."""
        line = self.room(room).locator(".w-bot").filter(has_text=text).last
        expect(line).to_be_visible(timeout=15_000)
        return line

    def quotes(self, line: Locator) -> None:
        line.get_by_title("点一下引用这句话").click()

    def card(self, number: int) -> Locator:
        """A request on the board."""
        return self.page.get_by_role("complementary").locator(f'[data-number="{number}"]')

    def scrolls_sideways(self) -> bool:
        wide = "document.documentElement.scrollWidth > innerWidth || document.body.scrollWidth > innerWidth"
        return bool(self.page.evaluate(wide))

"""How one process of several reacts to news from the others."""

from __future__ import annotations

from dataclasses import dataclass

from lib.feed.polling import Feed
from lib.feed.source_choice import SourceChoice
from lib.stage.desk import Desk
from lib.store.news import News


@dataclass(frozen=True)
class NewsHandler:
    """The parts of this process that follow the others."""

    feed: Feed
    sources: SourceChoice
    desk: Desk

    def handle(self, news: News) -> None:
        """Process one piece of news. OSError where the store cannot be reached; the news `AGAIN` follows later."""
        if news in (News.DAY, News.AGAIN):
            self.desk.catch_up()
        if news in (News.CHOICE, News.AGAIN):
            other = self.sources.chosen_elsewhere()
            if other is not None:
                self.feed.switch(other)
        reads = self.sources.source.reads
        if news is News.WANTED and reads:
            self.feed.refresh()
        if news in (News.SOURCE, News.AGAIN) and not reads:
            self.feed.wake()

"""Articles, the folder of each organisation, and the list of all."""

from news.models.articles import ArticlePage
from news.models.folders import NewsFolderPage, NewsIndexPage

__all__ = ["ArticlePage", "NewsFolderPage", "NewsIndexPage"]

"""Pelican's settings for the same site: see README.md."""

SITENAME = "The archive"
SITEURL = "https://archive.example"
PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
DEFAULT_CATEGORY = "articles"
STATIC_PATHS = ["style.css"]
PAGE_PATHS: list[str] = []
FILENAME_METADATA = "(?P<slug>.+)"

ARTICLE_URL = ARTICLE_SAVE_AS = "articles/{slug}.html"
TAG_URL = TAG_SAVE_AS = "entities/{slug}.html"
TAGS_SAVE_AS = "entities/index.html"
SITEMAP_SAVE_AS = "sitemap.xml"
ARCHIVES_SAVE_AS = AUTHOR_SAVE_AS = AUTHORS_SAVE_AS = CATEGORY_SAVE_AS = CATEGORIES_SAVE_AS = DRAFT_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "tags", "sitemap"]
PAGINATED_TEMPLATES = {"index": 100}
PAGINATION_PATTERNS = ((1, "{url}", "{save_as}"), (2, "page/{number}.html", "page/{number}.html"))

FEED_RSS = "index.xml"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
FEED_MAX_ITEMS = 20
MARKDOWN = {"extension_configs": {"markdown.extensions.meta": {}}, "output_format": "html5"}
WITH_FUTURE_DATES = True

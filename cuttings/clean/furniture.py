"""What pages carry besides their article: the words of menus, boxes and notices.

Lists, apart from the rules that use them.  A phrase is compared whole (folded: case and marks do
not matter), a notice is looked for within a paragraph.
"""

from __future__ import annotations

import re

PHRASES = frozenset(
    """
    accessibility links|skip to content|skip to main content|skip to navigation|jump to content|jump to navigation
    skip links|go to content|main navigation|site navigation|menu|main menu|close menu|navigation|search|search form
    home|homepage|home page|breaking news|breaking|top stories|top news|live|live updates|watch live|listen live|on air
    share|share this|share this article|share this story|share this page|share on facebook|share on twitter|share via email
    tweet|tweet this|facebook|twitter|whatsapp|telegram|linkedin|reddit|pinterest|instagram|youtube|vkontakte|google+|e-mail
    email|email this|email this article|email article|send to a friend
    email to a friend|e-mail to a friend|tell a friend|print|print this|print this article|print article
    print page|printer friendly|printer-friendly version|text size|large medium small|a a a|copy link|link copied|copied|save
    save article|save for later|bookmark|gift this article|comment|comments|add comment|leave a comment|post a comment
    view comments|read comments|show comments|no comments|be the first to comment|join the conversation|reply|report abuse
    advertisement|advertising|ad|sponsored|sponsored content|promoted|promoted content|paid content|story continues below
    article continues below|story continues below advertisement|continue reading|continue reading below|read full story
    subscribe|subscribe now|sign in|sign up|log in|login|register|my account|log out|newsletter|newsletters|follow us
    follow|rss|alerts|get alerts|download our app|get the app|more|show more|load more|see more|view all|see all|view more
    back to top|top of page|to top|top|next|previous|next article|previous article|next story|previous story|next page
    previous page|first|last|close|ok|accept|accept all|accept cookies|i agree|agree|reject all|manage cookies|cookie policy
    privacy policy|terms of use|terms of service|terms and conditions|contact|contact us|about us|advertise|advertise with us
    careers|sitemap|site map|help|faq|imprint|legal notice|feedback|archive|weather|photos|photo|video|videos|gallery|slideshow
    photo gallery|multimedia|audio|podcasts|listen|listen to this article|play|pause|mute|loading|please wait|enlarge|zoom
    enlarge image|view gallery|hide caption|toggle caption|image|caption|recommended|english|print edition|e-paper|copy
    enter your email|enter your email address|your email|your email address|email address|discover more|watch|programmes
    trending|trending now|most popular|editors picks|topics|tags|related topics|share this with|no media source currently available
    startseite|menü|suche|anmelden|abonnieren|teilen|drucken|kommentare|anzeige|werbung|mehr|zum inhalt|zum inhalt springen
    nach oben|impressum|datenschutz|merken|artikel drucken|per e-mail|kommentar schreiben|newsletter abonnieren
    accueil|menu principal|rechercher|partager|imprimer|commentaires|publicité|abonnez-vous|connexion|se connecter|lire plus
    aller au contenu|retour en haut|mentions légales|envoyer par email|envoyer à un ami|envoyer par e-mail|réagir|suivez-nous
    inicio|menú|buscar|compartir|imprimir|comentarios|publicidad|suscríbete|iniciar sesión|ir al contenido|leer más|volver arriba
    aviso legal|síguenos|enviar por correo
    главная|меню|поиск|поделиться|печать|комментарии|реклама|подписаться|войти|регистрация|наверх|читать далее|ещё|распечатать
    """.replace("\n", "|").split("|")
)
PHRASES = frozenset(phrase.strip() for phrase in PHRASES if phrase.strip())

FIRST_WORDS = frozenset(phrase.split()[0] for phrase in PHRASES)

#: Names of sections: one alone tells where the article stood, several in a row are a menu.
SECTIONS = frozenset(
    """
    world|world news|news|international|national|politics|business|economy|sport|sports|culture|arts|opinion|comment
    science|technology|tech|health|travel|lifestyle|entertainment|features|analysis|europe|asia|africa|americas
    middle east|us|uk|russia|ukraine|education|environment|money|markets|finance|local|magazine|society|media|security
    defence|defense|latest|latest news|editorial|editorials|letters|obituaries|style|life|jobs|cars|property|food|events
    politik|wirtschaft|kultur|wissen|ausland|inland|monde|politique|économie|culture|mundo|política|economía|мир|политика
    экономика|общество|культура|спорт
    """.replace("\n", "|").split("|")
)
SECTIONS = frozenset(section.strip() for section in SECTIONS if section.strip())

#: A line that opens a list of other articles, alone or with the first of them behind it.
RELATED = re.compile(
    r"^(?:related(?: (?:readings?|articles?|stories|story|news|links?|topics?|content|coverage|posts?|items?|reports?))?"
    r"|(?:latest|recent|more|other|top|popular|most popular|trending|featured|recommended|further|similar)"
    r" (?:articles?|stories|news|headlines?|posts?|reports?|reading|coverage|videos?|from .{2,40}|on this(?: story| topic)?)"
    r"|most (?:read|viewed|popular|shared|commented|e-?mailed|recent)(?: (?:articles?|stories|news))?"
    r"|(?:read|see|watch|listen)(?: (?:also|more|next|too))|also (?:read|see|in the news|on .{2,30})|you (?:may|might) (?:also )?like"
    r"|recommended(?: for you| stories| reading)?|editors?['’]?s? (?:picks|choice)|dont miss|don['’]t miss|what to read next"
    r"|more (?:on|about|in) .{2,40}|up next|in this section|elsewhere on .{2,40}|from around the web|around the web"
    r"|mehr zum thema|lesen sie auch|das könnte sie (?:auch )?interessieren|meistgelesen|verwandte artikel|weitere artikel"
    r"|lire aussi|à lire(?: aussi)?|sur le même (?:sujet|thème)|les plus lus|articles liés"
    r"|lea también|te puede interesar|noticias relacionadas|más (?:leídas|noticias)|lo más leído"
    r"|читайте также|по теме|материалы по теме|самое читаемое|последние новости)\s*(?P<colon>:)?\s*$",
    re.IGNORECASE,
)
#: The same with a headline behind it on one line: "READ MORE: …", "Also read | …".
RELATED_INLINE = re.compile(
    r"^(?:read more|read also|also read|see also|watch|related|more|don['’]t miss|lesen sie auch|lire aussi"
    r"|lea también|читайте также)\s*[:|»>]\s*\S",
    re.IGNORECASE,
)

PAGINATION = re.compile(
    r"^[\s«‹<]*(?:(?:previous|prev)\.?(?: page)?)?[\s|]*(?:\d{1,3}[\s|]+){1,}\d{1,3}[\s|]*(?:next(?: page)?)?[\s»›>]*$"
    r"|^(?:page|seite|página)\s+\d+\s+(?:of|/|von|de)\s+\d+$|^\d+\s+(?:of|/)\s+\d+$",
    re.IGNORECASE,
)
#: Nothing but signs and digits: a count of comments, a clock of a player, a rule.
NO_WORDS = re.compile(r"^[\W\d_]+$")
YEAR = re.compile(r"^(?:1[5-9]|20)\d\d$")
#: Names of a stylesheet's classes and media queries that a scraper took for text.
CSS_NAME = re.compile(r"^(?:[•*▪·‣-]\s*)?[a-z]+(?:-[a-z]+)+$|^(?:[•*▪·‣-]\s*)?[.#@]?[\w-]+\s*\{[^{}]*\}?$|^@media\b")
SHARE_COUNT = re.compile(
    r"^\d[\d,.]*\s*[km]?\s+(?:shares?|comments?|likes?|views?|retweets?|reads?)$"
    r"|^(?:shares?|comments?|likes?|views?)\s*[:(]?\s*\d[\d,.]*\)?$|^\d+ min(?:ute)?s?(?: read)?$|^slideshow \( \d+ images? \)$",
    re.IGNORECASE,
)

#: Who holds the rights, as a copyright line says.
COPYRIGHT = re.compile(
    r"(?:©|\(c\)|(?i:copyright))\s*(?:(?:19|20)\d\d(?:\s*[-–]\s*\d{2,4})?,?\s*)?(?:by )?"
    r"(?P<holder>[^\W\d_a-z][^.|,©\d]{2,40}?)\s*(?:[.|,]|$)"
)

#: Paragraphs that speak of the site and not of the news, wherever they stand.
NOTICE = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:\d{4}|by\b)|\ball rights reserved\b|\balle rechte vorbehalten\b|\btous droits réservés\b"
    r"|\btodos los derechos reservados\b|\bвсе права защищены\b"
    r"|\b(?:this|our) (?:site|website|page) uses cookies\b|\bwe(?: and our partners)? use cookies\b|\bcookies? (?:policy|settings)\b"
    r"|\bwir verwenden cookies\b|\bnous utilisons des cookies\b|\butilizamos cookies\b|\bиспользуем (?:файлы )?cookie"
    r"|\b(?:sign up|subscribe|register)\b.{0,60}\b(?:newsletters?|e-?mails?|updates|alerts|inbox|digest|briefing)\b"
    r"|\bnewsletter\b.{0,60}\b(?:sign up|subscribe|abonnieren|inbox)\b|\bdelivered (?:straight )?to your inbox\b"
    r"|\bfollow (?:us|me) on (?:facebook|twitter|x|instagram|youtube|telegram|linkedin)\b|\blike us on facebook\b"
    r"|\b(?:reproduction without permission|may not be (?:republished|reproduced|published))\b"
    r"|\benable javascript\b|\byour browser does not support\b|\bthis video (?:is not|cannot be) (?:available|played)\b",
    re.IGNORECASE,
)
#: Of these one is in each notice: to look for them is faster than for the whole expression.
NOTICE_SIGNS = (
    *("©", "(c)", "copyright", "rights", "rechte", "droits", "derechos", "права", "cookie", "newsletter", "inbox", "follow", "like us"),
    *("sign up", "subscribe", "register", "permission", "may not be", "javascript", "browser", "this video"),
)
#: Paragraphs that speak to the reader: a notice at the end of a page, a voice within an article.
CLOSING_NOTICE = re.compile(
    r"\bclick here\b|\bplease (?:note|contact|click|email|e-mail|write to|visit|read|report)\b|\bto find out more\b"
    r"|\bread our\b|\bour (?:content|website|privacy|terms|newsroom|journalism|app|comment|standards)\b|\bcontact(?:ing)? us\b"
    r"|\bif you (?:would like|want|wish|have (?:a|any)|are (?:a|in)|enjoyed|liked)\b.{0,160}\b(?:us|our|here|please|subscribe|send)\b"
    r"|\bsend (?:us|your|an)\b|\bhave your say\b|\blet us know\b|\btell us\b|\bjoin (?:us|our)\b|\bsupport (?:us|our)\b"
    r"|\bdonate\b|\bview the original article\b|\bthis (?:article|story|report) (?:was )?(?:first|originally) (?:appeared|published)\b",
    re.IGNORECASE,
)
#: Of these one is in each such paragraph: to look for them is faster than for the whole expression.
CLOSING_SIGNS = (
    *("click here", "please", "find out more", "read our", "our ", "contact", "if you", "send", "your say", "let us know", "tell us"),
    *("join", "support", "donate", "original article", "originally", "first appeared", "first published"),
)
#: And one of these words: to look for them among words that are known already is faster still.
CLOSING_WORDS = frozenset(
    "click please find our contact contacting you send your let tell join support donate original appeared published".split()
)


def speaks_to_reader(text: str) -> bool:
    """Whether a paragraph speaks to the reader of the page.

    >>> speaks_to_reader("To report an error, please click here."), speaks_to_reader("The ministers met in Oslo.")
    (True, False)
    """
    small = text.lower()
    return any(map(small.__contains__, CLOSING_SIGNS)) and bool(CLOSING_NOTICE.search(text))

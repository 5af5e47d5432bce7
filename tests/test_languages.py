"""News pages in German, French, Spanish and Russian: menus gone, headline, date and language right."""

from __future__ import annotations

import pytest

from cuttings.clean import clean
from cuttings.describe import describe
from cuttings.model import Article, Settings
from cuttings.read import original

# (language, menu, headline, line of the date, date, paragraphs, what follows)
NEWS = [
    (
        "de",
        ["Zum Inhalt springen", "Startseite", "Politik", "Wirtschaft", "Kultur", "Anmelden"],
        "Minister einigen sich auf eine Brücke über den Sund",
        "Stand: 14. Juni 2008, 10:30 Uhr",
        "2008-06-14T10:30",
        [
            "Die Minister von Norwegen und Schweden haben sich am Freitag darauf geeinigt, eine Brücke über das Wasser zu bauen, das ihre Länder trennt.",
            "Die Arbeiten sollen fünf Jahre dauern, sagten sie in Oslo, und weniger kosten als die Fähren in derselben Zeit.",
            "Der erste Stein wird im Frühjahr gelegt, wenn das Eis aus der Enge verschwunden ist und die Schiffe wieder fahren können.",
        ],
        ["Mehr zum Thema", "Fähren werden verkauft", "Impressum", "Datenschutz"],
    ),
    (
        "fr",
        ["Aller au contenu", "Accueil", "Politique", "Économie", "Culture", "Se connecter"],
        "Les ministres s’accordent sur un pont au-dessus du Sund",
        "Publié le 14 juin 2008 à 10h30",
        "2008-06-14T10:30",
        [
            "Les ministres de Norvège et de Suède se sont mis d’accord vendredi pour construire un pont au-dessus de l’eau qui sépare leurs deux pays.",
            "Les travaux dureront cinq ans, ont-ils dit à Oslo, et coûteront moins cher que les bacs pendant la même période.",
            "La première pierre sera posée au printemps, quand la glace aura quitté le détroit et que les navires pourront de nouveau passer.",
        ],
        ["Lire aussi", "Les bacs seront vendus", "Mentions légales"],
    ),
    (
        "es",
        ["Ir al contenido", "Inicio", "Política", "Economía", "Cultura", "Iniciar sesión"],
        "Los ministros acuerdan un puente sobre el estrecho",
        "14 de junio de 2008, 10:30",
        "2008-06-14T10:30",
        [
            "Los ministros de Noruega y Suecia acordaron el viernes construir un puente sobre las aguas que separan a sus dos países.",
            "Las obras durarán cinco años, dijeron en Oslo, y costarán menos que los transbordadores durante el mismo tiempo.",
            "La primera piedra se colocará en primavera, cuando el hielo haya dejado el estrecho y los barcos puedan pasar de nuevo.",
        ],
        ["Lea también", "Se venderán los transbordadores", "Aviso legal"],
    ),
    (
        "ru",
        ["Главная", "Политика", "Экономика", "Культура", "Войти", "Поиск"],
        "Министры договорились о мосте через пролив",
        "14 июня 2008, 10:30",
        "2008-06-14T10:30",
        [
            "Министры Норвегии и Швеции договорились в пятницу построить мост через воды, которые разделяют их страны.",
            "Работы продлятся пять лет, заявили они в Осло, и обойдутся дешевле, чем паромы за то же время.",
            "Первый камень заложат весной, когда лёд уйдёт из пролива и корабли снова смогут проходить между берегами.",
        ],
        ["Читайте также", "Паромы будут проданы", "Реклама"],
    ),
]

in_each_language = pytest.mark.parametrize(
    ("language", "menu", "title", "dated", "date", "paragraphs", "below"), NEWS, ids=[news[0] for news in NEWS]
)


def read(name: str, text: str) -> Article:
    one = original(name, text.encode())[0]
    return describe(one, clean(one), Settings())


@in_each_language
def test_a_text_with_its_menus(
    language: str, menu: list[str], title: str, dated: str, date: str, paragraphs: list[str], below: list[str]
) -> None:
    found = read("a.txt", "\n".join(menu) + f"\n\n{title}\n{dated}\n\n" + "\n\n".join(paragraphs) + "\n\n" + "\n".join(below) + "\n")

    assert (found.title, found.date, found.language) == (title, date, language)
    assert found.text == "\n\n".join(paragraphs)


@in_each_language
def test_a_page_with_its_menus(
    language: str, menu: list[str], title: str, dated: str, date: str, paragraphs: list[str], below: list[str]
) -> None:
    links, more = ("".join(f"<li><a href='/{at}'>{item}</a></li>" for at, item in enumerate(items)) for items in (menu, below))
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    found = read(
        "a.html",
        f"<html lang='{language}'><head><title>{title} | Sundpost</title></head><body><div class='menu'><ul>{links}</ul></div>"
        f"<div class='article'><h1>{title}</h1><p class='date'>{dated}</p>{body}</div><div class='footer'><ul>{more}</ul></div></body></html>",
    )

    assert (found.title, found.date, found.language) == (title, date, language)
    assert found.text == "\n\n".join(paragraphs)

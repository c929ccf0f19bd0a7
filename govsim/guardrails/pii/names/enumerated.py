"""Decides which finds stand in a list of things: of dishes, varieties, colours, teams, models."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from govsim import expressions as re
from govsim.guardrails.pii.values import Hit

# What heads a list of things, in lower case, by language. What also heads a list of people
# (`speakers`, `classes`) or of places that matter (`stops`, `addresses`) is left out.
_BY_LANGUAGE: Final[Mapping[str, str]] = {
    "en": """
        menu menus dish dishes mains main starters starter desserts dessert pudding puddings sides
        drinks drink cocktail cocktails beers beer wines wine teas coffees juices flavours flavors
        sauces toppings soups salads sandwiches pizzas pastries cakes ingredients recipe recipes
        varieties variety cultivars species breeds breed plants roses bulbs seeds apples potatoes
        tomatoes trees herbs colours colors colour color paint paints shades codes code finishes
        fabrics patterns sizes size models model products product brands brand stock items item
        parts spares tools equipment accessories gifts toys games game films movies series shows
        songs tracks albums books titles plays operas paintings postcards ships vessels boats
        locomotives trains fixtures results scores teams clubs horses runners medicines drugs
        tablets medication diseases conditions disorders syndromes tests methods algorithms models
        benchmarks datasets libraries packages frameworks plugins languages topics modules courses
        chapters headings tabs buttons fields columns options levels tiers types kinds tickets
        rooms screens themes fonts storms hurricanes
    """,
    "de": """
        menü speisekarte gerichte gericht vorspeisen hauptspeisen hauptgerichte nachspeisen desserts
        getränke biere weine kuchen torten suppen salate soßen beilagen zutaten rezept rezepte
        sorten sorte arten rassen pflanzen rosen äpfel kartoffeln farben farbe farbtöne muster
        größen modelle modell produkte marken artikel teile werkzeuge zubehör spiele filme serien
        lieder titel bücher schiffe züge paarungen ergebnisse mannschaften pferde medikamente
        arzneimittel krankheiten verfahren programme pakete fächer kapitel räume kategorien
    """,
    "fr": """
        menu carte plats plat entrées desserts boissons cocktails bières vins fromages gâteaux
        soupes salades sauces ingrédients recette recettes variétés variété espèces races plantes
        rosiers pommes couleurs couleur teintes tailles modèles produits marques articles pièces
        outils accessoires jeux films séries chansons titres livres navires bateaux trains
        rencontres résultats équipes chevaux médicaments maladies méthodes modules salles catégories
    """,
    "es": """
        menú carta platos plato entrantes postres bebidas cócteles cervezas vinos quesos tartas
        sopas ensaladas salsas ingredientes receta recetas variedades variedad especies razas
        plantas rosas manzanas colores color tallas modelos productos marcas artículos piezas
        herramientas accesorios juegos películas series canciones títulos libros barcos trenes
        partidos resultados equipos caballos medicamentos enfermedades métodos módulos salas
        categorías
    """,
    "it": """
        menù menu piatti piatto antipasti primi secondi contorni dolci bevande cocktail birre vini
        formaggi torte zuppe insalate salse ingredienti ricetta ricette varietà specie razze piante
        rose mele colori colore taglie modelli prodotti marche articoli pezzi attrezzi accessori
        giochi film serie canzoni titoli libri navi treni partite risultati squadre cavalli farmaci
        malattie metodi moduli sale categorie
    """,
    "nl": """
        menu gerechten gerecht voorgerechten hoofdgerechten nagerechten dranken bieren wijnen kazen
        taarten soepen salades sauzen ingrediënten recept recepten rassen ras soorten soort planten
        rozen appels appelrassen aardappelen kleuren kleur maten modellen producten merken artikelen
        onderdelen gereedschap spellen films series liedjes titels boeken schepen treinen
        wedstrijden uitslagen ploegen paarden medicijnen ziekten methoden modules zalen
    """,
    "pl": """
        menu dania danie przystawki zupy desery napoje drinki piwa wina sery ciasta ciasto torty
        sałatki sosy dodatki składniki przepis przepisy odmiany odmiana gatunki rasy rośliny róże
        jabłka ziemniaki kolory kolor odcienie wzory rozmiary modele model produkty marki artykuły
        części narzędzia akcesoria gry filmy seriale piosenki tytuły książki statki pociągi mecze
        wyniki drużyny konie leki lek choroby metody moduły sale kategorie
    """,
    "others": """
        ementa pratos prato sobremesas cervejas vinhos queijos bolos sopas saladas molhos
        receita receitas variedades cores tamanhos produtos peças jogos filmes músicas livros navios
        comboios equipas remédios doenças rätter rätt förrätter efterrätter drycker sorter färger
        storlekar modeller produkter märken retter rett farger størrelser farver ruokalista ruoat
        lajikkeet värit jídla nápoje odrůdy barvy yemekler tatlılar içecekler çeşitler renkler
        étlap ételek italok fajták színek meniu feluri soiuri culori
    """,
}
_HEADINGS: Final = frozenset(word for words in _BY_LANGUAGE.values() for word in words.split())
# A word whose plural is one heads a list, too.
_HEADS: Final = _HEADINGS | {word[:-1] for word in _HEADINGS if word.endswith("s")}
_FAR: Final = 240  # characters between a heading and what stands in its list
_HEADING: Final = re.compile(r"(?:^|[.!?;]\s|\n[-*•\s]{0,4})([^.!?:;\n]{2,40})$")
_SENTENCE: Final = re.compile(r"[.!?]\s|\n\s*\n")
_WORD: Final = re.compile(r"[^\W\d_]+")
_WORDS: Final = 5  # of an entry
_PERHAPS: Final = 4  # words of a heading


class Enumerations:
    """The lists of things in one text; what is asked of it stands in the order of the text."""

    def __init__(self, text: str) -> None:
        self._text = text
        # The last colon that a find stood behind, and how far what it heads reaches at most.
        self._colon, self._reach = -1, 0

    def hold(self, hit: Hit) -> bool:
        """Whether a find stands in a list under a heading of things: `Desserts: Pavlova, …`."""
        text, start = self._text, hit[0]
        colon = text.rfind(":", start - _FAR if start > _FAR else 0, start)
        if colon < 0:
            return False
        if colon != self._colon:
            self._colon, self._reach = colon, _reach(text, colon)
        return start <= self._reach and _is_entry(text, hit, colon + 1)


def _reach(text: str, colon: int) -> int:
    """Return where the sentence behind a colon ends, which things are listed in; else 0."""
    if not text[colon + 1 : colon + 2].isspace():
        return 0
    heading = _HEADING.search(text[max(0, colon - 60) : colon])
    if heading is None:
        return 0
    words = _WORD.findall(heading[1].lower())
    if len(words) > _PERHAPS or not any(map(heads, words)):
        return 0
    far = colon + 1 + _FAR
    sentence = _SENTENCE.search(text, colon + 2, far)
    return far if sentence is None else sentence.start()


def heads(word: str) -> bool:
    """Whether a word in lower case, or its plural, names things that are listed."""
    return word in _HEADS


def _is_entry(text: str, hit: Hit, begin: int) -> bool:
    """Whether a find is in one of several short entries, which commas part."""
    ends = [at for mark in ",;\n" if (at := text.find(mark, hit.end, hit.end + _FAR)) >= 0]
    stop = _SENTENCE.search(text, hit.end, hit.end + _FAR)
    end = min([*ends, stop.start() if stop else len(text), hit.end + _FAR])
    start = max(text.rfind(mark, begin, hit.start) for mark in ",;\n")
    several = start >= 0 or text[end : end + 1] in {",", ";", "\n"}
    return several and len(_WORD.findall(text, max(start, begin), end)) <= _WORDS

"""Holds words that say what a thing is which is called for somebody, beside its name."""

from __future__ import annotations

from typing import Final

# What is called for somebody says what it is right behind the name: `Parkinson's disease`. Of
# these nobody has one whom a first name alone speaks of, but under the name of its discoverer.
OF_SCIENCE: Final = frozenset(
    """disease diseases syndrome syndromes palsy chorea lymphoma sarcoma thyroiditis
    ophthalmopathy encephalopathy anaemia anemia phenomenon contracture manoeuvre maneuver
    reflex criteria classification theorem theorems lemma conjecture paradox principle law
    laws equation equations inequality distribution transform algorithm hypothesis postulate
    axiom coefficient square""".split()
)
# The same where no apostrophe stands between: `Allen key`, `Victoria sponge`, `Sobel kernel`.
OF_THINGS: Final = frozenset(
    """burner flask dish dishes tube estimator kernel cipher lattice boson bacillus staining
    corrections diagrams diagram key keys wrench screwdriver screwdrivers knife knives jacket
    jackets boots boot shoes jeans bag bags trousers shirt scarf gown briefs chair sofa lamp
    vase piano guitar rifle pistol truck tractor tyres tires laptop printer router kettle
    mixer helmet perfume lipstick sunglasses oven fridge mower vacuum cake cakes sponge tarts
    pies pudding salad soup cheese sprouts biscuit biscuits buns sandwich sandwiches burger
    burgers pizza whisky whiskey vodka cider pancakes pancake cream mustard ketchup crisps
    chocolates brownies muffins cookies blades pens notebooks flasks mints crackers shampoo
    plasters batteries roses apple apples pear pears potato potatoes tomato tomatoes tulip
    tulips terrier retriever spaniel shepherd hound scheduler server cluster plugin
    pipeline""".split()
)
# Behind an article these are no verbs: `the Weibull plot`, but `Anna plots`.
OF_ARTICLE: Final = frozenset(
    """test tests score scale index sign stain plot chart curve graph method model rule effect
    filter machine engine line plum musical opera allocation prior process number function
    transform distribution problem box years era plan blues stakes trophy cup mission telescope
    crater comet knot stitch chair cut collar shuffle roll sort search tree heap code cipher
    kernel operator queue build release branch""".split()
)
# Institutions, with a capital: `Henry Moore Bakery`.
INSTITUTIONS: Final = frozenset(
    """Bakery Infirmary Foundation Institute Society Award Awards Prize Medal Lecture Trophy Cup
    School Academy Primary College University Elementary Library Museum Theatre Observatory
    Ltd Inc LLC GmbH Corp Corporation Syndrome Disease Test Scale Index Effect Law Theorem
    Method Station Brothers Studios Records Motors Whisky Whiskey Sponge Cake Salad Pie Sauce
    Jeans Stiftung Preis Gesellschaft Institut Verlag Gymnasium Schule Gesamtschule
    Grundschule Torte Schnitzel Klopse""".split()
)
# The same in front: `lycée Victor-Hugo`, `Liceum im. Marii Konopnickiej`, `storm Ida`.
BEARERS: Final = (
    "im|imienia|lycée|collège|école|stade|hôpital|université|prix|fondation|musée|colegio|instituto|"
    "estadio|premio|fundación|universidad|museo|liceo|scuola|ospedale|stadio|fondazione|università|"
    "escola|colégio|fundação|universidade|prémio|prêmio|storm|hurricane|typhoon|cyclone|sturmtief|"
    "orkan|ouragan|huracán|uragano|tug|ferry|yacht"
)
SHIPS: Final = "MV|SS|HMS|USS|RMS|ORP"
# What is called for somebody in languages that say first what it is. `Maladie de Paul` is his own.
HEADS: Final = (
    "morbus|syndrom|syndroom|syndrome|sindrome|síndrome|sindromul|zespół|zespołu|zespołem|maladie|"
    "enfermedad|doença|malattia|morbo|ziekte|choroba|choroby|chorobę|chorobą|nemoc|sygdom|"
    "sjukdom|bolest|boala|tauti|hastalığı|teorema|teorem|théorème|twierdzenie|relation|méthode|"
    "methode|metoda|método|metodo|wzór|trójkąt|"
    "formel|formule|fórmula|formula|"
    "bolo|pastel|torta|tarte|tarta|sauce|soße|crème|crêpes|pizza|tortellini|tortelloni|ravioli|"
    "chicken|beef|tournedos|poire|pêche|pommes|filet|toast|biff|tortilla|paella|zupa|sernik|ciasto|"
    "sałatka|kotlet|panettone|baci|acqua|bife|cocktail|likör|licor|aceto|caffè|café|kaffee|kawa|"
    "lek|leku|syrop|maść|tabletki|krem|jarabe|sirop|pommade|salbe|creme|sciroppo|pomada|program|"
    "programm|programme|programa|programma"
)
# Behind these in quotes.
QUOTABLE: Final = (
    "rose|rosa|róża|kartoffel|johannisbeere|tulpe|sorte|odmiana|variety|cultivar|ubuntu|debian|ship|"
    "boat|pony|horse|koń|pferd|cheval|caballo|cavallo|hest"
)
TRAINS: Final = "rychlík|expres|intercity|eic|tlk"

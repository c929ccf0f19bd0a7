"""Holds names that nobody answers to: brands, programs, dishes, eponyms, figures of fiction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final


def _set(text: str) -> frozenset[str]:
    return frozenset(" ".join(name.split()) for name in text.split(","))


# All in lower case. Brands that are a common surname or first name alone are left out.
BRANDS: Final = _set(
    """ralph lauren, calvin klein, hugo boss, tommy hilfiger, louis vuitton, yves saint laurent,
    christian dior, emporio armani, dolce gabbana, jack wolfskin, helly hansen, levi strauss,
    levis, doc martens, dr martens, doc marten, timberland, birkenstock, miss selfridge,
    victoria's secret, victoria secret, abercrombie fitch, banana republic, wells fargo,
    charles schwab, jpmorgan chase, jp morgan, morgan stanley, merrill lynch, goldman sachs,
    lehman brothers, eli lilly, bristol myers, ernst young, price waterhouse, mckinsey, marks
    spencer, fortnum mason, harvey nichols, harrods, selfridges, tiffany co, harley davidson,
    rolls royce, aston martin, alfa romeo, land rover, range rover, mercedes benz,
    mercedes-benz, rolls-royce, harley-davidson, honda, toyota, hyundai, mazda, subaru, audi,
    bmw, volkswagen, porsche, lamborghini, maserati, peugeot, citroën, skoda, škoda,
    chevrolet, chrysler, vauxhall, seat ibiza, honda civic, honda cr, ford transit, ford
    fiesta, ford focus, massey ferguson, jack daniels, johnnie walker, johnny walker, captain
    morgan, jose cuervo, josé cuervo, don julio, dom pérignon, dom perignon, veuve clicquot,
    moët chandon, moet chandon, laurent perrier, rémy martin, remy martin, grand marnier, tia
    maria, stella artois, estrella galicia, estrella damm, dos equis, wild turkey, earl grey,
    lady grey, dr pepper, ginger ale, big mac, ben jerry, ben jerry's, uncle ben's, aunt
    jemima, betty crocker, sara lee, mr kipling, dr oetker, oscar mayer, orville redenbacher,
    famous amos, little debbie, milky way, oreo, nutella, pringles, nescafé, nespresso,
    lavazza, starbucks, mcdonalds, mcdonald's, burger king, domino's, papa john's, tim
    hortons, ferrero rocher, toblerone, cadbury, haribo, prince polo, ptasie mleczko, delicje,
    tymbark, tyskie, cola cao, nesquik, guaraná, parmesan, camembert, roquefort, gorgonzola,
    béarnaise, hollandaise, mr muscle, mr clean, mr proper, mr whippy, fairy liquid, procter
    gamble, colgate, gillette, nivea, l'oréal, loreal, estée lauder, estee lauder, helena
    rubinstein, sephora, black decker, le creuset, villeroy boch, russell hobbs, makita,
    dewalt, bang olufsen, fender stratocaster, google maps, apple watch, chatgpt, cortana,
    grafana, kubernetes, docker, terraform, ansible, jira, confluence, github, gitlab,
    bitbucket, telegram, whatsapp, skype, wechat, netflix, spotify, youtube, twitch, linkedin,
    instagram, facebook, snapchat, tiktok, pinterest, reddit, venmo, paypal, revolut, airbnb,
    jetbrains, pycharm, fastapi, power bi, databricks, walgreens, walmart, tesco, lidl, aldi,
    carrefour, ikea, rewe, edeka, biedronka, allegro, zalando, bundesliga, unesco, unicef"""
)
# Makes, whose models stand behind them: `Renault Clio`.
MAKES: Final = _set(
    """renault, nissan, fiat, lancia, alfa, ford, toyota, honda, mazda, subaru, suzuki, hyundai,
    kia, audi, bmw, vw, volkswagen, opel, vauxhall, peugeot, citroën, dacia, skoda, škoda,
    volvo, saab, chevrolet, cadillac, chrysler, dodge, jeep, buick, pontiac, porsche, ferrari,
    lamborghini, maserati, jaguar, lexus, infiniti, mitsubishi, daihatsu, tesla, yamaha,
    kawasaki, ducati, vespa, samsung, nokia, motorola, logitech, pixel, huawei, xiaomi,
    lenovo, asus, canon, nikon, siemens, bosch, miele, philips, panasonic, sony, nintendo,
    playstation, xbox"""
)
# Names of things that people bear too, by kind, and what stands beside them where they are things.
_BY_KIND: Final[Mapping[str, tuple[str, str]]] = {
    "programs": (
        """jenkins, kafka, tesla, darwin, turing, hopper, pascal, julia, ruby, haskell, lovelace,
        spark, hadoop, prometheus, marquez, trino, apollo, athena, hermes, atlas, maven,
        cassandra, jessie, claude, gemini, python, looker, flink, alexa, siri""",
        """grafana, kubernetes, docker, terraform, ansible, hadoop, gradle, zookeeper, redis,
        postgres, postgresql, elasticsearch, rabbitmq, nginx, linux, ubuntu, debian, fedora,
        xcode, flink, lineage, scheduler, compilers, compiler, openai, gpt, chatgpt, copilot,
        cortana, cloudera, databricks, snowflake, fastapi, bigquery, dbt, tableau, airflow,
        config, topic, consumer, producer, broker, plugin, pipeline, api, sql, lights""",
    ),
    "fashion": (
        """giorgio armani, roberto cavalli, jean paul gaultier, paul smith, vera wang, kate spade,
        michael kors, marc jacobs, tory burch, jimmy choo, manolo blahnik, karl lagerfeld,
        vivienne westwood, alexander mcqueen, stella mccartney, ted baker, fred perry, ben
        sherman, john lewis, levi, dorothy perkins, karen millen, laura ashley, elizabeth arden,
        max factor, bobbi brown, mary kay, charlotte tilbury, dior, armani, prada, gucci, chanel,
        versace, givenchy, hermès, cartier, boss, lauren, wrangler, lee""",
        """hilfiger, vuitton, calvin, klein, jeans, scarf, gown, boots, sneakers, perfume, handbag,
        handbags, denim, sunglasses, mascara, lipstick, martens, prada, gucci, chanel, versace""",
    ),
    "vehicles": (
        "ford, mercedes, tesla, ferrari, renault, suzuki, lincoln, dodge, bentley, austin, morris",
        "porsche, bmw, audi, toyota, volkswagen, hyundai, sprinter, transit, hatchback, sedan, suv",
    ),
    "tools": (
        "stanley, phillips, allen, weller, hoover, bosch, dyson, makita",
        "screwdriver, spanner, pliers, wrench, irons, solder, soldering, toolbox, drill",
    ),
    "drinks": (
        """jack daniel, jim beam, samuel adams, mary, margarita, martini, tom collins, rob roy,
        shirley temple, arnold palmer, bloody mary, harvey wallbanger, bellini""",
        """mojito, daiquiri, cosmopolitan, caipirinha, negroni, cocktail, cocktails, bourbon,
        whiskey, whisky, ale, aperol, spritz, bartender""",
    ),
    "dishes": (
        """caesar, benedict, melba, suzette, wellington, alfredo, margherita, tatin, pavlova,
        cayenne""",
        "salad, crêpes, brûlée, tarte, capricciosa, fettuccine, spaghetti, béchamel, beef, sponge",
    ),
    "plays": (
        "romeo, juliet, romeu, julieta, hamlet, macbeth, ophelia, othello, desdemona",
        "romeo, juliet, romeu, julieta, hamlet, macbeth, othello, shakespeare",
    ),
    "tales": (
        """holmes, watson, moriarty, hermione, dumbledore, gandalf, frodo, batman, robin, superman,
        dracula, frankenstein, harry, ron, potter""",
        """sherlock, hogwarts, hogsmeade, dumbledore, mordor, gotham, gandalf, bilbo, jekyll,
        hermione""",
    ),
    "plants": (
        """iris, rose, heather, jasmine, holly, lily, poppy, violet, daisy, ivy, fern, rosemary,
        basil, sage, dahlia, olive, myrtle, hazel""",
        """bloom, blooms, blossom, blossoms, soil, shade, pruning, seedlings, perennials, lavender,
        petals, fertiliser, fertilizer, mulch, hedge""",
    ),
    "virtues": ("faith, hope, charity, grace, joy", "sermon, virtues, virtue, fasting"),
    "planets": (
        "mars, jupiter, venus, saturn, mercury, pluto, neptune",
        """planet, planets, mission, colony, colonize, colonizing, astronaut, orbit, moons, moon,
        landscape, martian, terraform, spacecraft, surface, rover""",
    ),
}
BESIDE: Final[Mapping[str, frozenset[str]]] = {
    name: _set(beside) for names, beside in _BY_KIND.values() for name in _set(names)
}
# Whom a disease is called for; beside a disease, a name of these is one.
DISEASES: Final = _set(
    """parkinson, alzheimer, crohn, hodgkin, asperger, tourette, huntington, hashimoto, marfan,
    klinefelter, raynaud, sjögren, sjogren, bechterew, basedow, chagas, downa, ménière,
    meniere, paget, gaucher, behçet, behcet, li-fraumeni, lynch, guillain-barré,
    creutzfeldt-jakob, peyronie, scheuermann, dupuytren, wernicke, korsakoff, parkinsona,
    alzheimera, hashimoty"""
)
# Whom a law, a tool or a method is called for, and diseases of common names.
EPONYMS: Final = DISEASES | _set(
    """addison, cushing, graves, turner, pfeiffer, lyme, down, wilson, fabry, kawasaki, barrett,
    bell, colles, munchausen, münchhausen, stockholm, charcot, hansen, schlatter, babinski,
    romberg, apgar, mantoux, murphy, pareto, ohm, kirchhoff, faraday, ampere, coulomb, hooke,
    boyle, kepler, fourier, laplace, gauss, euler, fermat, goldbach, riemann, bayes,
    bonferroni, tukey, fisher, occam, ockham, schrödinger, heisenberg, planck, boltzmann,
    avogadro, moore"""
)
# Figures of fiction, dishes and drinks whose whole name nobody has.
FIGURES: Final = _set(
    """sherlock holmes, harry potter, hermione granger, ron weasley, albus dumbledore, james
    bond, darth vader, luke skywalker, han solo, obi-wan kenobi, frodo baggins, bilbo baggins,
    bruce wayne, homer simpson, bart simpson, mickey mouse, minnie mouse, donald duck, bugs
    bunny, daffy duck, winnie the pooh, peter rabbit, mary poppins, santa claus, father
    christmas, hercule poirot, miss marple, ebenezer scrooge, huckleberry finn, captain hook,
    captain nemo, don quixote, don quijote, sancho panza, dr watson, colonel sanders, dorian
    gray, lara croft, super mario, mona lisa, beef wellington, peach melba, wiener schnitzel,
    linzer torte, crêpes suzette, asterix, astérix, obelix, obélix, bolek, lolek, pan tadeusz"""
)

"""Holds the words that speak of vehicles: of their plates, and of vehicles as such."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

# By topic, without marks on their letters; see `topics`.
WORDS: Final[Mapping[str, str]] = {
    # What names a plate: whatever stands behind it is one.
    "vehicle": """
        rego|reg no|reg nr|number plates|numberplates|licence plates|license plates|plate number|
        plate no|registration number|vehicle registration|nummerplaat|kentekenplaat|blachy|blachach|
        blach|blachami|tablice|tablicy|tablic|nr rejestracyjny|numer rejestracyjny|rejestracyjnym|
        nr rejestracyjnym|rejestracyjne|rejestracja|rejestracji|autokennzeichen|kfz kennzeichen|
        kennzeichens|nummernschild|kontrollschild|amtliches|immatricule|immatriculee|
        immatriculation|plaques|plaque immatriculation|mineralogique|matriculas|placas|
        patente|patentes|dominio|targato|targata|targhe|registreringsnummer|regnr|nummerskylt|
        skylt|nummerplade|nummerplader|registreringsskilt|kjennemerke|skiltnummer|rekisterinumero|
        rekisteritunnus|rekisterikilpi|rekkari|rendszam|rendszama|rendszamu|spz|rz|ecv|
        poznavaci znacka|registracni znacka|numar inmatriculare|inmatriculare|inmatriculat|
        nr inmatriculare|registarska|registarske oznake|tablica|plaka|plakali|plakasi|plakam|
        valsts numurs|numurzime|valstybinis numeris|numberplaat|registreerimismark|plat nomor|
        nomor polisi|nopol|bien so|bien so xe|bien kiem soat|ทะเบียน|ทะเบียนรถ|αριθμος κυκλοφοριας|
        πινακιδας|регистрационный|регистрационен номер|рег номер|номерни табели""",
    # What is a vehicle, in a sentence that may name a plate: only what has the form of one is it.
    "motor": """
        car|cars|samochod|van|vans|lorry|truck|trucks|pickup|suv|motorbike|motorcycle|moped|scooter|taxi|cab|
        minibus|trailer|caravan|hatchback|saloon|sedan|estate|coupe|convertible|auto|autos|wagen|
        pkw|lkw|kfz|fahrzeug|fahrzeuge|fahrzeugs|motorrad|anhanger|transporter|roller|voiture|
        vehicule|camion|camionnette|moto|fourgon|berline|coche|vehiculo|automovil|furgoneta|carro|
        veiculo|automovel|caminhao|moto|camioneta|macchina|veicolo|autovettura|automobile|furgone|
        autocarro|voertuig|bestelbus|bestelwagen|aanhanger|samochodu|samochodem|auta|autem|aucie|
        ciezarowka|motocykl|naczepa|przyczepa|bil|bilen|bilens|varebil|kjoretoy|koretoj|fordon|
        fordonet|lastbil|ajoneuvo|autoni|auton|vozidlo|vozidla|vozidlem|autem|gepjarmu|gepkocsi|
        kocsi|masina|masinii|autoturism|autoturismul|vozilo|vozila|automobil|arac|otomobil|araba|
        aracin|soiduk|automobilis|automasina|kendaraan|parking|parked|collision|crashed|toyota|yaris|corolla|hilux|prius|audi|bmw|mercedes|benz|vw|
        volkswagen|golf|passat|polo|tiguan|touran|caddy|opel|corsa|astra|insignia|vauxhall|ford|
        focus|fiesta|transit|mondeo|kuga|ranger|honda|civic|nissan|qashqai|micra|juke|leaf|mazda|
        subaru|mitsubishi|suzuki|hyundai|kia|picanto|ceed|sportage|skoda|octavia|fabia|superb|seat|
        ibiza|leon|renault|clio|megane|scenic|kangoo|peugeot|citroen|berlingo|fiat|panda|punto|
        ducato|alfa|lancia|volvo|saab|dacia|duster|sandero|logan|tesla|porsche|jeep|dodge|
        chevrolet|chevy|silverado|sprinter|vito|iveco|scania|lexus|jaguar|rover|mini|bentley|lada|
        maruti|mahindra|geely|byd|yamaha|kawasaki|ducati|vespa""",
}  # fmt: skip

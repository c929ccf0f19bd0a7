"""Holds the words that tell what a number near them is, by topic, in the languages we read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

# One word each, in lower case and without accents (see `context.fold`). Words that mean something
# only together stand joined by a space, and are looked for as neighbours.
_TEXT: Final[Mapping[str, str]] = {
    "ssn": "ssn|social security|soc sec|socialsecurity|social sec|ssns",
    "national": """
        nationalid|national id|national identification|national identity|identity card|id card|
        identification number|identity number|personal number|citizen id|citizen number|nid|
        idcard|personalausweis|ausweis|ausweisnummer|ausweisnr|identitatskarte|
        personalausweisnummer|carte identite|carte nationale|cni|nir|securite sociale|
        numero secu|insee|num secu|dni|nie|documento identidad|documento|cedula|cc|
        identificacion|curp|rut|run|nacional|carta identita|codice fiscale|codicefiscale|cf|bsn|
        burgerservicenummer|sofinummer|identiteitskaart|rijksregisternummer|rijksregister|
        registre national|niss|rrn|pesel|dowod|dowod osobisty|dowodu|numer pesel|personnummer|
        fodselsnummer|cpr|cprnr|personnr|henkilotunnus|hetu|kennitala|personnummeret|
        rodne cislo|rc|isikukood|asmens kodas|personas kods|cnp|egn|oib|jmbg|emso|amka|taj|
        szemelyi|ahv|avs|ahvnummer|cartao cidadao|bilhete|cpf|rg|identidade|aadhaar|aadhar|uid|
        uidai|nric|fin|hkid|mykad|nik|ktp|cnic|nin|bvn|voter|voter id|epic|teudat|tz|
        emirates id|iqama|mynumber|resident id|shenfenzheng|nino|ni number|
        national insurance|insurance number|ni no|svnr|sozialversicherungsnummer|
        versicherungsnummer|sozialversicherung|rvnr|rentenversicherungsnummer|tckn|tc kimlik|
        kimlik|pps|ppsn|pps number|sin|social insurance|inn|snils|iin|ein zwei|sa id|said|
        numero identidad|tribal id|tribal|natid|id number|id no|identity|nss|seguridad social|
        seguro social""",
    "tax": """
        tax|taxid|tax id|tin|tax number|tax identification|itin|ein|employer identification|vat|
        vatin|vat number|ust|ustid|ust id|umsatzsteuer|steuer|steuerid|steuer id|steuernummer|
        steueridentifikation|steueridentifikationsnummer|steuernr|idnr|fiscal|numero fiscal|spi|
        siren|siret|tva|nif|cif|iva|partita iva|piva|codice fiscale|btw|btwnummer|nip|regon|krs|
        dic|ico|dph|contribuinte|cnpj|rfc|cuit|cuil|rut|nit|ruc|pan|pan number|pan card|gstin|
        gst|abn|acn|tfn|tax file|utr|afm|inn|kpp|ogrn|cui|adoazonosito|adoszam|cvr|orgnr|
        organisationsnummer|org nr|ytunnus|eik|bulstat|pib|matricula fiscal|tax reference|
        self assessment|moms|momsnummer|ird""",
    "passport": """
        passport|passports|passport no|reisepass|pass nr|passnummer|passeport|pasaporte|
        passaporto|paspoort|paspoortnummer|paszport|paszportu|passaporte|passnr|cestovni pas|
        utlevel|pasaport|pasos|putovnica|zagranpaspor|travel document|passportnumber|
        passport number""",
    "licence": """
        driver|drivers|driving|licence|license|licenses|licences|licensed|dl|dln|dl no|
        driverslicense|driving licence|fuhrerschein|fuhrerscheinnummer|permis|permis conduire|
        conducir|carnet conducir|licencia|patente|rijbewijs|rijbewijsnummer|prawo jazdy|
        prawa jazdy|cnh|carta conducao|korkort|korkortsnummer|forerkort|ajokortti|ridicsky|
        permisul|jogositvany|dmv""",
    "medical": """
        mrn|medical|medical record|patient|patient id|patients|health|healthcare|insurance|
        member|member id|medicare|medicaid|mbi|nhs|nhs number|npi|dea|prescription|rx|hospital|
        chart|beneficiary|policyholder|policy|policy number|subscriber|krankenkasse|
        krankenversicherung|versichertennummer|kvnr|carte vitale|mutuelle|tessera sanitaria|chi|
        hcn|ohip|phn|nhi|record number|record no|hpid|health card|health plan|insured|policyno|
        medicalrecord|kartoteka|pacjent|paciente|patientin|expediente|historia clinica|dossier|
        dossier medical|hic|hicn|case number""",
    "bank": """
        account|acct|accounts|bank|banking|iban|routing|aba|rtn|wire|ach|deposit|checking|
        savings|sort|sort code|sortcode|bsb|ifsc|swift|bic|clabe|konto|kontonummer|bankkonto|
        bankverbindung|blz|compte|compte bancaire|rib|cuenta|cuenta bancaria|ccc|conto|
        conto corrente|rekening|rekeningnummer|rachunek|rachunku|nr konta|konta|kontonr|conta|
        agencia|bankgiro|plusgiro|clearing|account number|account no|accountno|acc|a c|transit|
        beneficiary|payee|transfer""",
    "phone": """
        phone|phones|telephone|tel|tele|mobile|mob|cell|cellphone|call|calls|called|calling|
        whats app|tfn|ring|dial|fax|sms|text|whatsapp|signal|viber|telegram|contact|reach|
        callback|hotline|
        landline|handy|handynummer|telefon|telefonnummer|telefonnr|rufnummer|anrufen|ruf|
        erreichbar|mobil|mobilnummer|portable|appeler|appelez|appelle|joindre|fixe|telefono|
        movil|celular|llamar|llama|llame|cellulare|chiamare|chiama|chiami|recapito|telefoon|
        telefoonnummer|bel|bellen|gsm|mobiel|telefonu|komorka|komorkowy|kom|zadzwon|dzwonic|
        kontakt|kontaktowy|telefone|telemovel|ligar|ligue|contacto|contato|telefonnumret|
        mobilnr|ringa|puhelin|telefonszam|phonenumber|phone number|pager|extension|ext|
        joignable|reachable|raggiungibile|bereikbaar|osiagalny|
        contact number|homephone|workphone|tlf|komorkowego|telefonem|telefonicznie|
        telefonicznego|fon|ph|call me|reach me""",
    "card": """
        card|cards|credit|debit|visa|mastercard|amex|discover|jcb|diners|maestro|cc|ccn|pan|
        creditcard|cardnumber|card number|kreditkarte|kartennummer|karte|carte|carte bancaire|
        cb|tarjeta|carta|kaart|karta|karty|cartao|kort|kortnummer|american express|unionpay|cvv|
        cvc|expiry|exp|expires""",
    "birth": """
        dob|birth|born|birthday|birthdate|dateofbirth|bday|birthdays|geburtsdatum|geboren|geb|
        geburtstag|naissance|ne|nee|nacimiento|nacido|nacida|nascita|nato|nata|geboortedatum|
        urodzenia|urodzony|urodzona|urodzonego|urodzonej|ur|nascimento|nascido|nascida|fodd|
        fodelsedatum|fodt|fodselsdato|syntynyt|narozeni|narozen|narozena|szuletett|dn|d o b|nasc""",
    "zip": """
        zip|eircode|zipcode|zip code|postal|postal code|postcode|post code|plz|postleitzahl|
        code postal|cp|codigo postal|cap|kod pocztowy|kodu|pocztowy|cep|postnummer|postnr|
        postinumero|psc|pin code|pincode""",
    "vehicle": """
        vin|vehicle|plate|plates|license plate|licence plate|registration|reg|chassis|car|
        kennzeichen|fahrgestellnummer|fin|immatriculation|plaque|matricula|bastidor|targa|
        telaio|kenteken|rejestracyjny|rejestracyjna|tablica|placa|chassi|nummerplat|regnummer|
        vrm|numberplate|number plate|nr rej|pojazd|pojazdu|samochod""",
    "device": "imei|imeisv|meid|iccid|imsi|serial|device|sim|udid|esn",
    "wallet": """
        wallet|bitcoin|btc|eth|ethereum|crypto|ltc|litecoin|address|doge|usdt|trx|xrp|monero|
        xmr|send""",
    "other": """
        employee|employee id|employeeid|staff|staff id|student|student id|matriculation|
        customer|customer id|customerid|client|client id|user id|userid|kundennummer|
        mitarbeiternummer|personalnummer|matrikelnummer|numero client|matricule|legajo|
        matricola|personeelsnummer|klantnummer|numer klienta|badge|badge id|emp|empid|
        membership|library|library card|case id|claim|claim number|inmate|suspect|applicant|
        application id|candidate|subject id|participant|loyalty|frequent flyer|rewards|
        military id|service number|dod id|edipi|alien|a number|uscis|visa number""",
    # Somebody's number, in a sentence that names nothing else: mostly a telephone's.
    "number": "number|numero|nummer|numer|reach me|answering|my number",
    # In Japan an identifier, elsewhere a telephone.
    "my number": "my number|mynumber",
    # What such a word names is nobody's: it speaks against the number behind it.
    "nobody": """
        order|invoice|ticket|version|build|commit|sku|isbn|issn|tracking|release|issue|bug|
        error|errno|port|page|chapter|revision|batch|lot|part|model|serial|hash|checksum|md5|
        sha1|sha256|uuid|guid|trace|span|request|transaction|txn|ref|reference|rfc|cve|po|item|
        product|article|bestellung|rechnung|commande|facture|pedido|factura|ordine|fattura|
        bestelling|factuur|zamowienie|faktura|encomenda|fatura|order number|ordernummer|
        timestamp|epoch|size|bytes|offset|pid|code|total|amount|price|sum|eur|usd|gbp|pln|score|
        count|weight|year|room|flight|train|bus|step|test|ean|gtin|upc|asin|doi|pmid|dimensions|
        resolution|px|percent|ms|seconds|minutes|hours|days""",
}

TOPICS: Final[Mapping[str, frozenset[str]]] = {
    topic: frozenset(" ".join(word.split()) for word in text.split("|"))
    for topic, text in _TEXT.items()
}


def _by_word() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for topic, words in TOPICS.items():
        for word in words:
            found[word] = (*found.get(word, ()), topic)
    return found


TOPICS_OF_WORD: Final = _by_word()

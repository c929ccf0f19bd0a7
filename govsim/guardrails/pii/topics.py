"""Holds the words that tell what a number near them is, by topic, in the languages we read.

What texts are read by is made of them: `topic_words.txt`, by `python -m tools.topic_words`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from govsim.guardrails.pii import declined, documents, motoring, numbered, reaching, registers
from govsim.guardrails.pii.marks import without_marks

# One word each, in lower case and without accents (see `marks`). Words that mean something
# only together stand joined by a space, and are looked for as neighbours.
_TEXT: Final[Mapping[str, str]] = {
    "ssn": """ssn|social security|soc sec|socialsecurity|social sec|ssns|my social|
        your social|his social|her social|their social|social is|social number|social no|
        under social|social id|employee social|customer social|client social|patient social|
        applicant social|spouse social|s social|social on|social|s s n|socials""",
    "national": """
        nationalid|national id|national identification|national identity|identity card|id card|
        identification number|identity number|personal number|citizen id|citizen number|nid|
        idcard|personalausweis|ausweis|ausweisnummer|ausweisnr|identitatskarte|
        personalausweisnummer|carte identite|carte nationale|cni|nir|securite sociale|
        numero secu|insee|num secu|dni|nie|documento identidad|documento|cedula|cc|
        identificacion|curp|rut|mi run|su run|tu run|numero run|run chile|
        run nacional|nacional|carta identita|codice fiscale|codicefiscale|cf|bsn|
        burgerservicenummer|sofinummer|identiteitskaart|rijksregisternummer|rijksregister|
        registre national|niss|rrn|pesel|dowod|dowod osobisty|dowodu|numer pesel|personnummer|
        fodselsnummer|cpr|cprnr|personnr|henkilotunnus|hetu|kennitala|personnummeret|
        rodne cislo|rc|isikukood|asmens kodas|personas kods|cnp|egn|oib|jmbg|emso|amka|taj|
        szemelyi|ahv|avs|ahvnummer|cartao cidadao|bilhete|cpf|rg|identidade|aadhaar|aadhar|uid|
        uidai|nric|fin|hkid|mykad|nik|ktp|cnic|nin|bvn|voter|voter id|epic|teudat|tz|
        emirates id|iqama|mynumber|resident id|shenfenzheng|nino|ni number|
        national insurance|insurance number|ni no|svnr|sozialversicherungsnummer|
        versicherungsnummer|sozialversicherung|rvnr|rentenversicherungsnummer|tckn|tc kimlik|
        kimlik|pps|ppsn|pps number|sin|social insurance|inn|snils|iin|ein zwei|sa id|
        numero identidad|tribal id|tribal|natid|id number|id no|identity|nss|seguridad social|
        seguro social|svn r|sv nummer|sv nr|sss|umid|philhealth|gsis|pagibig|dui|cui|dpi|idnp|
        ghana card|ghanacard|civil id|nic number|israeli id|thai id|turkish id|polish id|
        german id|spanish id|italian id|french id|dutch id|belgian id|swedish id|finnish id|
        danish id|norwegian id|indian id|chinese id|korean id|egyptian id|indonesian id|
        nric number|id document|identity document|identity doc|identification document|
        ref national|nationality number|numero identite|numero cni|iin|edrpou|ipn|rnokpp""",
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
        callback|hotline|wa me|
        landline|handy|handynummer|telefon|telefonnummer|telefonnr|rufnummer|anrufen|ruf|
        erreichbar|mobil|mobilnummer|portable|appeler|appelez|appelle|joindre|fixe|telefono|
        movil|celular|llamar|llama|llame|cellulare|chiamare|chiama|chiami|recapito|telefoon|
        telefoonnummer|bel|bellen|gsm|mobiel|telefonu|komorka|komorkowy|kom|zadzwon|dzwonic|
        kontakt|kontaktowy|telefone|telemovel|ligar|ligue|contacto|contato|telefonnumret|
        mobilnr|ringa|puhelin|telefonszam|phonenumber|phone number|pager|extension|ext|
        joignable|reachable|raggiungibile|bereikbaar|osiagalny|
        contact number|homephone|workphone|tlf|komorkowego|telefonem|telefonicznie|
        telefonicznego|fon|ph|call me|reach me|telepon|ponsel|hubungi|nomor hp|no hp|nomor wa|
        no wa|telefonum|telefonumu|telefon numaram|cep telefonu|gsm no|arayin""",
    "card": """
        card|cards|cardholder|card holder|credit|debit|visa|mastercard|amex|discover|jcb|
        diners|maestro|cc|ccn|pan|
        creditcard|cardnumber|card number|kreditkarte|kartennummer|karte|carte|carte bancaire|
        cb|tarjeta|carta|kaart|karta|karty|cartao|kort|kortnummer|american express|unionpay|cvv|
        cvc|expiry|exp|expires""",
    "birth": """
        dob|gebdat|gebdatum|szül|birth|born|birthday|birthdate|dateofbirth|bday|birthdays|geburtsdatum|geboren|geb|
        geburtstag|naissance|ne|nee|nacimiento|nacido|nacida|nascita|nato|nata|geboortedatum|
        urodzenia|urodzony|urodzona|urodzonego|urodzonej|ur|nascimento|nascido|nascida|fodd|
        fodelsedatum|fodt|fodselsdato|syntynyt|narozeni|narozen|narozena|szuletett|dn|d o b|nasc|
        dogum|dogumlu|f nac|fec nac|ddn|d d n|dat naissance|syntymapaiva|fodselsdag|foddag|lahir|
        syntymaaika|gimimo|gime|gimusi|dzimis|dzimusi|dzimsanas|nasterii|nascut|nascuta|rođenja|
        rođen|rođena|rodjen|rodjena|rojen|rojena|rojstva|szuletesi|narozeny|narodenia|narodeny|
        narodena|sunniaeg|sundinud|faeddur|fæddur|fædd|geboortedag|kapanganakan|ipinanganak|
        szuletesi datum|szuletesi ido|dogum tarihi|dogum gunu|data nasterii""",
    "zip": """
        zip|eircode|zipcode|zip code|postal|postal code|postcode|post code|plz|postleitzahl|
        code postal|cp|codigo postal|cap|kod pocztowy|kodu|pocztowy|cep|postnummer|postnr|
        postinumero|psc|pin code|pincode""",
    "vehicle": """
        vin|vehicle|plate|plates|license plate|licence plate|registration|reg|chassis|
        kennzeichen|fahrgestellnummer|fin|immatriculation|plaque|matricula|bastidor|targa|
        telaio|kenteken|rejestracyjny|rejestracyjna|tablica|placa|chassi|nummerplat|regnummer|
        vrm|numberplate|number plate|nr rej|pojazd|pojazdu""",
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
    # What is social besides, so that it is no word for a number of social security.
    "media": """
        social media|social network|social networks|social networking|social post|social posts|
        social channel|social channels|social account|social accounts|social handle|
        social handles|social worker|social workers|social work|social event|social events""",
    # Somebody's number, in a sentence that names nothing else: mostly a telephone's.
    "number": "number|numero|nummer|numer|reach me|answering|my number",
    # In Japan an identifier, elsewhere a telephone.
    "my number": "my number|mynumber",
    # What such a word names is nobody's: it speaks against the number behind it.
    "nobody": """
        order|invoice|ticket|version|build|commit|sku|isbn|issn|tracking|release|issue|bug|
        error|errno|port|page|pages|pp|lottery|lotto|jackpot|chapter|revision|batch|lot|part|model|serial|hash|checksum|md5|
        sha1|sha256|uuid|guid|trace|span|request|transaction|txn|ref|reference|rfc|cve|item|
        po number|po no|po nr|
        product|article|bestellung|rechnung|commande|facture|pedido|factura|ordine|fattura|
        bestelling|factuur|zamowienie|faktura|encomenda|fatura|order number|ordernummer|
        timestamp|epoch|size|bytes|offset|pid|code|total|amount|price|sum|eur|usd|gbp|pln|score|
        count|weight|year|room|flight|train|bus|step|test|ean|gtin|upc|asin|doi|pmid|dimensions|
        resolution|px|percent|ms|seconds|minutes|hours|days|
        zamowienia|zamowien|faktury|paczki|przesylki|zgloszenia|reklamacji|
        bestellnummer|auftragsnummer|rechnungsnummer|sendungsnummer|artikelnummer|artikelnr|
        teilenummer|ersatzteil|vorgangsnummer|buchungsnummer|buchung|bestelnummer|factuurnummer|
        ordrenummer|ordrenr|ordernr|fakturanummer|tilausnumero|objednavka|objednavky|rendeles|
        siparis|spedizione|reserva|reservation|booking|patent|patents|wagon|locomotive|catalogue|
        catalog|katalog|filter|gasket|tile|scontrino|ricevuta|receipt|beleg|
        quittung|kassenbon|paragon|paragonu|recibo|kvitto|kvittering|kuitti|barcode|kod kreskowy|
        strichcode|code barres|codigo barras|codice barre|meeting id|webinar id|pkd|nace|
        naics|sic""",
}

# The same in Cyrillic, Greek, Hebrew, Arabic and the scripts of East Asia and India; marks on
# letters are taken off when they are looked for.
_OTHER_SCRIPTS: Final[Mapping[str, str]] = {
    "national": """
        снилс|снилса|удостоверение|удостоверения|удостоверение личности|личный номер|паспортные|
        иин|егн|лнч|лична карта|эцп|рнокпп|ідентифікаційний|ідентифікаційний код|
        ідентифікаційний номер|іпн|унзр|посвідчення|јмбг|емшо|лична карта број|ембг|
        идентификационный номер|национальный номер|страховой номер|αμκα|ταυτοτητα|
        αριθμος ταυτοτητας|αδτ|תעודת זהות|ת ז|מספר זהות|זהות|הויה|هوية|رقم الهوية|بطاقة|
        الرقم القومي|الرقم الوطني|رقم وطني|الهوية الوطنية|کد ملی|شناسنامه|کارت ملی|
        身份证|身份证号|身份证号码|居民身份证|公民身份号码|身分證|身分證字號|身分證號碼|證件號碼|
        マイナンバー|個人番号|주민등록번호|주민번호|외국인등록번호|आधार|आधार संख्या|
        บัตรประชาชน|เลขบัตรประชาชน|เลขประจำตัวประชาชน|პირადი ნომერი|
        անձնագիր|cmnd|cccd|can cuoc|chung minh|so dinh danh""",
    "tax": """
        инн|кпп|огрн|окпо|налоговый|налоговый номер|унп|еик|булстат|пиб|данъчен|єдрпоу|
        податковий|податковий номер|αφμ|φορολογικο|μητρωο|ע מ|ח פ|עוסק מורשה|
        الرقم الضريبي|رقم ضريبي|税号|纳税人识别号|統一編號|法人番号|사업자등록번호|पैन""",
    "passport": """
        паспорт|паспорта|паспорту|паспортом|загранпаспорт|серия паспорта|серия|διαβατηριο|
        דרכון|מספר דרכון|جواز|جواز السفر|رقم الجواز|护照|护照号|护照号码|護照|護照號碼|パスポート|
        旅券番号|여권|여권번호|पासपोर्ट|หนังสือเดินทาง|ho chieu""",
    "licence": """
        водительское|водительские права|права|водійське|посвідчення водія|шофьорска|возачка|
        διπλωμα οδηγησης|αδεια οδηγησης|רישיון נהיגה|רישיון|رخصة القيادة|رخصة|驾驶证|驾照|
        駕照|運転免許|免許証|운전면허|운전면허번호""",
    "medical": """
        полис|омс|пациент|пациента|медкарта|медицинская карта|снилс полис|осигуровка|
        ασφαλισμενος|קופת חולים|مريض|病历号|医保|就诊卡|診察券|保険証|환자번호|건강보험""",
    "bank": """
        счет|счёт|расчетный|расчётный|бик|лицевой|лицевой счет|рахунок|р с|к с|сметка|рачун|
        λογαριασμος|λογαριασμου|חשבון|חשבון בנק|حساب|رقم الحساب|آيبان|银行账号|账号|银行卡|銀行帳號|
        口座番号|口座|계좌번호|계좌|खाता""",
    "card": """
        карта|карты|карте|картка|картки|картa|номер карты|κάρτα|καρτα|כרטיס|כרטיס אשראי|
        بطاقة ائتمان|
        卡号|信用卡|信用卡号|カード番号|クレジットカード|카드번호|신용카드""",
    "phone": """
        телефон|телефона|телефону|тел|моб|мобильный|сотовый|звоните|позвоните|номер телефона|
        факс|мобільний|телефонът|мобилен|позвъни|зателефонуйте|τηλεφωνο|τηλ|κινητο|καλεστε|
        טלפון|נייד|טל|פקס|هاتف|جوال|رقم الجوال|رقم الهاتف|تلفن|موبایل|اتصل|电话|
        电话号码|手机|手机号|手机号码|联系电话|電話|電話號碼|手機|電話番号|携帯|携帯電話|전화|전화번호|휴대폰|연락처|핸드폰|
        फोन|मोबाइल|โทร|โทรศัพท์|เบอร์|ტელეფონი|dien thoai|sdt""",
    "birth": """
        рождения|дата рождения|раждане|рођен|рођена|рођења|народився|народилася|
        родился|родилась|рожд|народження|дата народження|роден|родена|
        γεννησης|γεννηθηκε|לידה|תאריך לידה|ميلاد|تاريخ الميلاد|الميلاد|مواليد|تولد|出生|
        出生日期|生日|生年月日|생년월일|생일|जन्म|जन्मतिथि|जन्म तिथि|जन्मदिन|วันเกิด|ngay sinh|
        sinh ngay""",
    "zip": """
        индекс|почтовый индекс|індекс|поштовий|пощенски|пощенски код|ταχυδρομικος|τκ|מיקוד|
        الرمز البريدي|邮编|邮政编码|郵遞區號|郵便番号|우편번호""",
    "vehicle": """
        госномер|номерной знак|гос номер|рег номер|вин|πινακιδα|מספר רכב|لوحة|车牌|车牌号|車號|
        ナンバープレート|차량번호""",
    "nobody": """
        заказ|заказа|заказу|накладная|артикул|версия|страница|замовлення|поръчка|παραγγελια|
        הזמנה|طلب|فاتورة|订单|订单号|訂單|注文番号|주문번호|송장""",
    "number": "номер|номера|№|число|αριθμος|מספר|رقم|号码|番号|번호|नंबर|नम्बर|संख्या",
}


def _with_article(words: str) -> str:
    """Return words of Hebrew or Arabic with the article, which is written as part of the last."""
    first, _, last = words.strip().rpartition(" ")
    if "\u05d0" <= last[:1] <= "\u05ea":
        return f"{first} \u05d4{last}"
    if "\u0621" <= last[:1] <= "\u064a" and last[:2] != "\u0627\u0644":
        return f"{first} \u0627\u0644{last}"
    return ""


def _shortened(words: set[str]) -> Iterator[str]:
    """Yield words that end with one for a number with that one apart, and shortened."""
    for word in words:
        for number, short in _NUMBERS_OF_WORDS:
            stem = word.removesuffix(number)
            if len(stem) >= _STEM and stem != word and " " not in word:
                yield from (f"{stem} {number}", f"{stem}{short}", f"{stem} {short}")


# As they end words, with how they are shortened: `Kundennummer`, `Kundennr`, `Kunden-Nr.`
_NUMBERS_OF_WORDS: Final = (("nummer", "nr"), ("numero", "nro"))
_NOBODYS: Final = frozenset({"nobody", "number", "my number"})
_STEM: Final = 3  # letters in front


def topics() -> Mapping[str, frozenset[str]]:
    """Return the words of each topic, those of all tables, without the marks on their letters."""
    found: dict[str, set[str]] = {
        topic: set() for topic in (*_TEXT, *motoring.WORDS, *registers.WORDS)
    }
    tables = (motoring.WORDS, reaching.WORDS, documents.WORDS, documents.OTHER_SCRIPTS)
    of_registers = (declined.WORDS, registers.WORDS, registers.OTHER_SCRIPTS)
    for table in (_TEXT, _OTHER_SCRIPTS, *tables, *of_registers):
        for topic, text in table.items():
            words = tuple(filter(str.strip, text.split("|")))
            found[topic].update(words)
            found[topic].update(filter(None, map(_with_article, words)))
    for topic, label in numbered.labels():
        found[topic].add(label)
    return {
        topic: frozenset(
            " ".join(without_marks(word).split())
            for word in (*told, *(() if topic in _NOBODYS else _shortened(told)))
        )
        for topic, told in found.items()
    }


def topics_by_word() -> Mapping[str, tuple[str, ...]]:
    """Return the topics of each word, in the order of the tables."""
    found: dict[str, tuple[str, ...]] = {}
    for topic, words in topics().items():
        for word in words:
            found[word] = (*found.get(word, ()), topic)
    return found

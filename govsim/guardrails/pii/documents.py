"""Holds words for papers and accounts, as people of each country call them.

Beside those of `topics`: forms of a noun that a sentence wants, papers of single countries, and
the numbers of banks that have no IBAN.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

# By topic, without marks on their letters; see `topics`.
WORDS: Final[Mapping[str, str]] = {
    "national": """
        personalausweis nr|ausweis nummer|auslanderausweis|aufenthaltstitel|aufenthaltskarte|
        aufenthaltserlaubnis|niederlassungserlaubnis|zmr zahl|zmr|piece identite|
        piece d identite|carte d identite|titre sejour|titre de sejour|carte sejour|
        carte de sejour|nationalite no|tarjeta residencia|tarjeta de residencia|
        tarjeta identidad|tarjeta de identidad|carne identidad|carne de identidad|
        carnet identidad|carnet de identidad|carne extranjeria|carne de extranjeria|
        carnet extranjeria|carnet de extranjeria|clave elector|clave de elector|
        credencial elector|credencial para votar|identidad|c i|cedulas|libreta civica|
        libreta enrolamiento|libreta de enrolamiento|permesso soggiorno|permesso di soggiorno|
        carta d identita|carta di identita|identita elettronica|verblijfsdocument|
        verblijfsvergunning|verblijfskaart|identiteitsbewijs|identiteitsnummer|id kaart|bsns|
        bsn s|nissnummer|karta pobytu|karty pobytu|karta stalego pobytu|dowodu osobistego|
        dowodzie osobistym|mdowod|mdowodu|dowody osobiste|peselem|peselu|id kort|idkort|
        samordningsnummer|lma kort|personbevis|nasjonalt id|d nummer|fodselsnr|fnr|cpr nr|
        cpr nummer|henkilokortti|henkilokortin|hetuni|hetun|nafnskirteini|kennitolu|kennitalan|
        kennitolur|isikukoodi|isikutunnistus|tapatybes kortele|tapatybes korteles|
        personas apliecibas|personas aplieciba|obcanka|obcanky|obcance|obcanske|obcansky prukaz|
        cislo op|op c|op cislo|rodneho cisla|rodnym cislem|rodne c|obciansky preukaz|
        obcianskeho preukazu|obcianskym|szemelyim|szemelyi igazolvanyom|szemelyi igazolvanya|
        szemelyigazolvany|szemelyigazolvanyszam|szig|szigszam|lakcimkartya|lakcimkartyam|
        tajszam|taj szam|tajszama|cnp ul|buletinul|buletinului|osebna izkaznica|
        osebne izkaznice|osobne iskaznice|osobne|licne karte|licnu kartu|broj licne|
        maticni broj|jmbg broj|nufus|tc no|kimlik no|kimlik numarasi|kimlik numaram|sgk|
        sgk sicil|kutambulisho|kitambulisho|huduma|huduma number|maisha|nida|nssf|nrc|omang|
        cnie|cin|niu|numero ctps|ctps|carteira trabalho|carteira de trabalho|titulo eleitor|
        titulo de eleitor|pis pasep|nit pis|rtn|philsys|phil sys|phil health|my kad|nic no|
        nic number|ic|philsys id|psn|pag ibig|cmnd|cccd|can cuoc cong dan|bhxh|đinh danh|
        so đinh danh|no ktp|nomor ktp|nomor induk|nomor nik|kartu keluarga|no kk|no kp|no ic|
        ic no|ic number|nombor ic|ic nombor|kad pengenalan|mykid|qid|pr card|permanent resident|
        permanent resident card|green card|state id|residence permit|residence card|
        resident permit|brp|biometric residence|biometric residence permit|share code|uci|crn|
        centrelink|global entry|ktn|known traveler|known traveller|known traveler number|
        known traveller number|redress number|trn|pinfl|jshshir|fin kod|pps no|ppsno|
        national no|nat ins|ni nr""",
    "tax": """
        steueridentnummer|steuer steuer identnummer|identifikationsnummer|ust idnr|ust id nr|
        uid nr|davcna|davcna stevilka|porezni broj|vergi|vergi no|vergi numarasi|vergi kimlik|
        vkn|adoazonosito jel|adoazonositom|adoszama|ma so thue|y tunnus|y tunnuksemme|alv nro|
        alv numero|mva nr|org nummer|organisasjonsnummer|se nummer|cvr nr|cvr nummer|kbo|bce|
        ondernemingsnummer|kvk|kvk nummer|numero entreprise|numero d entreprise|codigo fiscal|
        cod fiscal|cod fiscale|codigo contribuinte|n contribuinte|numero contribuinte|nifs|
        nipem|pvn|pvn numurs|pvm kodas|kmkr|kmkr number|danove cislo|dic cislo|ic dph|no npwp|
        nomor npwp|npwp|skattenummer|skatte nr|numero iva""",
    "passport": """
        pas nr|pas nummer|pasnr|pasnummer|paspoortnr|passportnr|pass nummer|reisepassnummer|
        reisepassnr|reisepasses|passin|passin numero|passi number|passi nr|vegabref|vegabrefið|
        vegabrefinu|vegabrefid|vegabrefs|vegabrefsnumer|paso nr|paso numeris|paso numerį|
        pases nr|pases numurs|pase nr|cislo pasu|pasu c|pas c|cestovny pas|cestovneho pasu|
        cestovniho pasu|utlevelem|utlevelszam|utlevelszama|utlevele|pasaportul|pasaportului|
        pasaportu|pasaportum|pasaport no|paspor|paspornya|pasipoti|paszportem|paszporcie|
        passaporti|putovnice|potni list|potnega lista|putnu ispravu|pasosa|pasosem|so ho chieu|
        ho chieu so|travel doc|laissez passer""",
    "licence": """
        korekort|korekortet|korekortets|korekortnummer|korekortnr|forerkortet|forerkortets|
        forerkortnummer|forerkortnr|korkortet|korkortets|ajokortin|ajokortin numero|ajokorttini|
        okuskirteini|okuskirteinið|okuskirteininu|okuskirteinis|okuskirteinid|
        okuskirteinisnumer|juhiluba|juhiloa|juhilubade|vairuotojo|vairuotojo pazymejimas|
        vaditaja|vaditaja aplieciba|vaditaja apliecibas|ridicak|ridicaku|ridicskeho|
        ridicskeho prukazu|rp c|vodicsky preukaz|vodicskeho|vodicak|jogositvanyom|
        jogositvanyszam|vezetoi engedely|permis conducere|permis de conducere|permisului|
        voznisko|voznisko dovoljenje|vozniskega|vozacku|vozacke|vozacke dozvole|vozacka dozvola|
        carta de conducao|carta de habilitacao|carteira de motorista|habilitacao|
        carnet de conducir|permiso de conducir|permiso conducir|licencia de conducir|
        licencia de conduccion|brevete|carta di guida|patente di guida|lesen memandu|no lesen|
        surat izin mengemudi|no sim|giay phep lai xe|rijbewijzen|rijbewijs nr|permis de conduire|
        fuhrerscheins|fuhrerausweis nr|prawie jazdy|ehliyeti|ehliyetim|leseni""",
    "medical": """
        krankenversichertennummer|krankenversichertennr|krankenversichertennummern|
        versichertennr|kv nummer|kv nr|krankenkassennummer|ecard|e card|tarjeta sanitaria|cip|
        cipa|nuhsa|n historia|tessera europea|numero tessera|zdravstvena izkaznica|
        zdravstvene iskaznice|zdravstvena iskaznica|mbo|bhyt|bpjs|bpjs kesehatan|no bpjs|
        gms card|medical card|hosp no|hospital number|hosp number|carte soleil|carte sante|
        carte vitale|legitymacja ubezpieczeniowa|medical aid|medicare card|dva card|
        veteran card|nhif|h c number|sykekassekort|sundhedskort|sundhedskortet|kela kortin|
        kelakortin|zorgnummer|verzekeringsnummer|plano de saude|cartao de saude|cartao do sus|
        cartao sus|kartu bpjs|health no|health number""",
    "bank": """
        bank code|branch code|branch no|branch number|institution number|institution no|
        transit no|transit number|building society|passbook|bankleitzahl|bankleitzahlen|ktonr|
        kto nr|girokonto|sparkonto|kontos|kontoverbindung|compte n|compte numero|comptes|livret|
        guichet|cle rib|code banque|code guichet|cuentas|cuenta corriente|cuenta de ahorros|
        cuenta ahorros|caja de ahorros|codigo banco|cci|cbu|cvu|clabe interbancaria|
        transferencia a|pix|chave pix|agencias|abi|conta corrente|conta poupanca|poupanca|nib|
        cab|coordinate bancarie|bankrekening|bankrekeningnummer|rekeningnr|rek nr|spaarrekening|
        koncie|kontem|rachunkiem|rachunki|rachunku bankowego|nrb|numer rachunku|bankowego|
        bankowy|bankovni|ucet|uctu|ucty|cislo uctu|ucet c|ucet cislo|bankoveho|bankovniho|
        bankovy|szamlara|szamlaszam|szamlaszama|szamlaszamra|szamlaszamom|szamlajara|bankszamla|
        bankszamlaszam|bankszamlaszama|folyoszamla|contul|contului|cont bancar|racun|racuna|
        racunu|ziro racun|ziroracun|tekuci racun|tekuceg|transakcijski racun|trr|saskaita|
        saskaitos|saskaitos numeris|konts|konta numurs|arvelduskonto|pangakonto|tilinumero|
        tilille|tilinumeroni|tilin|pankkitili|bankkonto|bankkontonr|bankkontonummer|kontonumret|
        kontonummeret|lonekonto|reg nr konto|reikningur|reikningsnumer|bankareikning|llogari|
        llogaria|banka hesap|hesap|hesap no|hesap numarasi|hesap numaram|sube kodu|tai khoan|
        so tai khoan|stk|rekening nomor|no rekening|nomor rekening|norek|no rek|akaun|no akaun|
        akaun bank|nombor akaun|akaunti|paybill|till number|mpesa|m pesa|mandiri""",
    "birth": """
        isinilang|isinilang noong|tanggal lahir|tgl lahir|kelahiran|tarikh lahir|geboortedata|
        geburtsdaten|geburtstage|geborene|geborener|naissances|fecha nac|fech nac|fnac|nacidos|
        nascidos|urodzeni|urodzone|urodzil|urodzila|urodzony w dniu|fodte|fodda|synt|narozenin|
        narozeniny|szuletes|szuletesnap|nascuti|rodjendan|rodendan|dogumlular|kuzaliwa|
        tarehe ya kuzaliwa|г р|года рождения|году рождения|г рожд|рождением|день рождения|
        дня рождения|год рождения|року народження|день народження|рожден на|рождена на|
        γεννημενος|γεννημενη|ημ γεννησης|ημερομηνια γεννησης|נולד|נולדה|נולדתי|יליד|ילידת|
        ת לידה|الولادة|تاريخ الولادة|ولد|ولدت|متولد|تاریخ تولد|জন্ম|জন্ম তারিখ|பிறந்த தேதி|
        પુట્టిన తేదీ|పుట్టిన తేదీ|જન્મ તારીખ|ಜನ್ಮ ದಿನಾಂಕ|ജനനത്തീയതി|تاریخ پیدائش|生まれ|誕生日|
        出生年月日|出生年月|태어난|년생|생|เกิดวันที่|เกิด""",
    "vehicle": """
        rego number|rego no|vehicle no|vehicle number|vehicle reg|car reg|reg number|
        गाड़ी का नंबर|गाड़ी नंबर|गाड़ी संख्या|वाहन संख्या|वाहन नंबर|গাড়ির নম্বর|bien xe|no pol|
        no polisi|no plat|nombor plat|nombor pendaftaran|plat no|nambari ya gari""",
    "motor": """
        bakkie|ute|kombi|matatu|rickshaw|tuk tuk|minivan|van hire|jeepney|tricycle|gari|kereta|
        motosikal|xe|oto|bajaj|गाड़ी|वाहन|कार|स्कूटर|बाइक""",
    "other": """
        roll number|roll no|title number|title no|land registry title|registry title|land title|
        folio number|identyfikator klienta|identyfikator uzytkownika|id klienta|licencja|licens|
        licensnummer|licencia federativa|numero licencia|dbs certificate|dbs|wwcc|
        working with children|uscis receipt|holder s no|holders no|holder no|passbook no|
        certificate holder""",
}  # fmt: skip
OTHER_SCRIPTS: Final[Mapping[str, str]] = {
    "national": """
        tautotnta|паспортные данные|лк|личната карта|лична карта №|л к|посвідка|ідкартка|
        id картка|жсн|пинфл|жшшир|внж|вид на жительство|ταυτοτητας|ταυτοτητα μου|
        δελτιο ταυτοτητας|δελτιου|αρ ταυτοτητας|ταυτοτητες|תז|ת ז שלי|الإقامة|رقم الإقامة|
        بطاقة الأحوال|رقم الأحوال|السجل المدني|شماره ملی|شماره شناسنامه|شناختی کارڈ|वोटर आईडी|
        वोटर कार्ड|पहचान पत्र|राशन कार्ड|मतदाता पहचान पत्र|आधार कार्ड|आधार नंबर|नागरिकता|
        জাতীয় পরিচয়পত্র|পরিচয়পত্র|এনআইডি|ஆதார்|ఆధార్|આધાર|ಆಧಾರ್|ആധാർ|通行证|港澳通行证|
        台胞证|回乡证|居住证|居留证|居留許可|居留證|統一證號|社保|社保号|社保卡号|社会保障号|
        社會保險|身份證|身份證號|身份證號碼|香港身份證|身分證號|军官证|工作证|在留カード|
        在留カード番号|基礎年金番号|年金番号|住民票コード|雇用保険被保険者番号|신분증|주민등록|
        등록증|외국인등록|ՀԾՀ|հծհ|პირადი|บัตรประจำตัวประชาชน|เลขบัตร|เลขประจำตัว""",
    "tax": """
        идентификационный номер налогоплательщика|ідентифікаційний номер платника|مالیاتی|
        الرقم الضريبى|税務編號|税务登记号|納稅人識別號|पैन कार्ड|पैन नंबर|பான்|పాన్|પાન|
        เลขผู้เสียภาษี|เลขประจำตัวผู้เสียภาษี|사업자번호|מספר עוסק|תיק מס""",
    "passport": """
        nacnopt|nacnopta|nacnopte|nacnopty|nacnoptom|загранпаспорта|паспорте|паспортът|
        паспорт громадянина|закордонний паспорт|паспорт серии|серии|серія|διαβατηριου|
        αριθμος διαβατηριου|αρ διαβατηριου|گذرنامه|شماره گذرنامه|پاسپورت|پاسپورٹ|جواز سفر|
        جواز سفري|পাসপোর্ট|பாஸ்போர்ட்|పాస్‌పోర్ట్|પાસપોર્ટ|护照编号|パスポート番号|旅券|여권은|
        พาสปอร์ต|หนังสือเดินทางเลขที่""",
    "licence": """
        водительского|водительское удостоверение|водительского удостоверения|в у|права серия|
        водійське посвідчення|свидетелство за управление|διπλωμα|αδειας οδηγησης|רשיון נהיגה|
        رخصة قيادة|گواهینامه|ड्राइविंग लाइसेंस|डीएल|ড্রাইভিং লাইসেন্স|驾驶证号|驾驶证编号|
        驾照号|免許|免許証番号|運転免許証|運転免許証番号|면허증|면허증번호|운전면허증|ใบขับขี่|
        ใบอนุญาตขับขี่""",
    "medical": """
        полис омс|омс полис|страховой полис|медицинский полис|健保卡|健保卡號|健康保険証|
        保険証番号|被保険者番号|건강보험증|건강보험번호|보험증|医疗证|医保卡|医保号|กรมธรรม์|
        บัตรทอง|تأمین اجتماعی|स्वास्थ्य कार्ड""",
    "bank": """
        cmetka|номер счета|номер счёта|номер рахунку|расчетный счет|рахунку|рахунка|
        банкова сметка|сметката|рачуна|жиро рачун|текући рачун|αριθμος λογαριασμου|λογαριασμο|
        סניף|חן|חשבון בנק|מספר חשבון|لحساب|حسابي|رقم حسابي|رقم الحساب البنكي|البنك|شماره حساب|
        حساب بانکی|اکاؤنٹ|अकाउंट|खाता संख्या|खाता नंबर|खाते|खाते क्रमांक|অ্যাকাউন্ট|হিসাব নম্বর|
        வங்கி கணக்கு|ఖాతా|ખાતા|账户|帐号|帳戶|帳號|戶口|户口|账户号|银行账户|银行卡号|收款账号|
        对公账户|普通預金|普通|当座|店番|支店番号|口座は|通帳|記号|ゆうちょ|은행|국민은행|
        신한은행|우리은행|하나은행|농협|카카오뱅크|토스뱅크|입금계좌|계좌는|บัญชี|เลขบัญชี|
        เลขที่บัญชี|บัญชีธนาคาร|ธนาคาร""",
    "phone": "ফোন|মোবাইল|தொலைபேசி|கைபேசி|ఫోన్|మొబైల్|મોબાઈલ|ફોન|فون|موبائل",
    # Words all of whose letters look Latin, as they are read where no other of theirs is near.
    "card": "kapta|kapte|kaptka",
    "vehicle": "رقم اللوحة|رقم السيارة|מספר רישוי|לוחית|רישוי",
}  # fmt: skip

"""Holds what is numbered for a person's sake, such as contracts and policies, by language.

`Nr klienta`, `Kundennummer`, `numéro de contrat`: the noun alone is a word of any sentence, so
that only it and a word for a number together name an identifier.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple


class Nouns(NamedTuple):
    """Nouns of one language, without marks on their letters, and how they are joined.

    Attributes:
        numbers: Words for a number.
        other: What is numbered for a customer, an employee, a member, a student.
        medical: What is numbered for a patient or an insured.
        before: Whether the word for a number may stand in front, apart: `nr klienta`.
        behind: Whether it may stand behind, apart: `customer number`.
        glued: Whether it may stand behind as part of the word: `Kundennummer`.
        links: Short words between the two: `numéro de client`.
    """

    numbers: str
    other: str
    medical: str = ""
    before: bool = True
    behind: bool = True
    glued: bool = False
    links: str = ""


_NOUNS: Final = (
    Nouns("number|no|nr|num|id|ref|reference",
          "customer|client|student|pupil|learner|employee|staff|member|membership|claim|case|"
          "loan|mortgage|tenancy|tenant|lease|commission|bar|badge|shield|warrant|collar|scheme|"
          "applicant|candidate|payroll|personnel|pension|donor|subscriber|policy holder|volunteer|"
          "guest|passenger|inmate|prisoner|licensee|notary|court|docket|agreement|"
          "contract|enrolment|enrollment|grievance|complaint|referral|benefit|seafarer",
          "patient|hospital|policy|insured|health|nhs|insurance policy", before=False),
    Nouns("nr|numer|id|numeru|numerze",
          "klienta|umowy|szkody|sprawy|ewidencyjny|ewid|albumu|indeksu|legitymacji|pracownika|"
          "czlonkowski|czlonka|abonenta|studenta|ucznia|kontrahenta|pozyczki|umowy kredytowej|"
          "umowy pozyczki|umowy najmu|akt|akt sprawy|wniosku|decyzji|uprawnien|sluzbowy",
          "pacjenta|ksiegi glownej|historii choroby|kartoteki|polisy|ubezpieczonego|"
          "karty pacjenta"),
    Nouns("nummer|nr",
          "kunden|mitglieds|mitglieder|vertrags|schaden|schadens|schadensfall|matrikel|personal|"
          "mitarbeiter|studenten|schuler|mandanten|mieter|darlehens|leser|dienst|dienstausweis|arzt|"
          "approbations|teilnehmer|bewerber|antrags|fall|mandats|abo",
          "patienten|versicherungsschein|policen|police|versicherten|aufnahme|fallakten",
          before=False, glued=True),
    Nouns("numero|no|n|num|ref|reference|identifiant",
          "client|adherent|allocataire|contrat|dossier|sinistre|etudiant|abonne|salarie|matricule|"
          "employe|locataire|licence|beneficiaire|agent|ordre des medecins|rpps|pret|membre",
          "police|assure|patient|mutuelle|hospitalisation", links="de|du|d"),
    Nouns("numero|no|n|num|nro|codigo|id",
          "cliente|siniestro|contrato|socio|alumno|empleado|colegiado|abonado|reclamacion|legajo|"
          "expediente|prestamo|miembro|carnet|matricula",
          "poliza|afiliado|afiliacion|asegurado|paciente|historia", links="de|del"),
    Nouns("numero|n|nr|num|codice",
          "cliente|sinistro|pratica|contratto|socio|matricola|dipendente|tesserino|abbonato|utente|"
          "studente|mutuo|fascicolo|iscrizione albo",
          "polizza|assistito|paziente|cartella clinica|tessera sanitaria", links="di|del|della"),
    Nouns("numero|n|no|num|codigo",
          "cliente|sinistro|processo|contrato|socio|aluno|funcionario|associado|matricula|inscricao|"
          "cooperado|colaborador|emprestimo|oab|crm",
          "apolice|utente|beneficiario|prontuario|carteirinha|paciente", links="de|do|da"),
    Nouns("nummer|nr",
          "klant|relatie|schade|dossier|contract|lid|lidmaatschaps|studenten|student|personeels|"
          "medewerker|leden|zaak|clienten|client|lening|huurders",
          "polis|patient|patienten|verzekerden|verzekerde|zorgpas", before=False, glued=True),
    Nouns("nummer|nr|numret|nummeret",
          "kund|kunde|medlems|avtals|avtale|aftale|skade|student|studie|anstallnings|ansatt|medarbejder|"
          "arende|sags|saks|lane|lans|tjeneste|elev|kontrakt",
          "forsakrings|patient|pasient|police|polise|forsikrings", before=False, glued=True),
    Nouns("numero|nro|tunnus|numeroni",
          "asiakas|jasen|opiskelija|vahinko|tyontekija|sopimus|laina|opiskelijan|oppilas",
          "potilas|vakuutus|vakuutuskirjan", before=False, glued=True),
    Nouns("cislo",
          "klienta|smlouvy|zmluvy|zamestnance|zamestnanca|studenta|clena|skodni udalosti|uveru|"
          "osobni|osobne|zakaznicke|klientske|clenske|studentske|sluzobne",
          "pojistky|pojistne smlouvy|poistky|poistnej zmluvy|pacienta|pojistence|poistenca"),
    Nouns("nr|numar|numarul|cod",
          "client|contract|matricol|dosar|legitimatie|marca|angajat|student|membru",
          "polita|asigurat|pacient|fisa"),
    Nouns("broj|br|stevilka|sifra",
          "klijenta|ugovora|stete|clanske|indeksa|iskaznice|predmeta|stranke|pogodbe|vpisna|clana|"
          "zaposlenika|studenta", "police|pacijenta|osiguranika|pacienta"),
    Nouns("no|numarasi|numaram|numara",
          "musteri|sozlesme|hasar|dosya|sicil|ogrenci|uye|abone|personel|kredi",
          "police|hasta|protokol", before=False),
    Nouns("number|nr|numeris|numurs",
          "kliendi|lepingu|kliento|sutarties|bylos|klienta|liguma|lietas|studento|tootaja",
          "poliisi|poliso|polises|paciento|pacienta|patsiendi"),
    Nouns("nomor|no|kode", "pelanggan|klaim|kontrak|anggota|pegawai|mahasiswa|nasabah",
          "polis|rekam medis|pasien"),
    Nouns("номер|номера|код",
          "договора|клиента|дела|абонента|сотрудника|студента|договору|клієнта|справи|працівника|"
          "на договор|клиентски|факултетен|служебен|табельный|уговора|клијента",
          "полиса|полісу|пациента|пацієнта|на полица|на пациент|полисе"),
    Nouns("αριθμος|αρ|κωδικος",
          "πελατη|συμβολαιου|μητρωου|υποθεσης|φοιτητη|δανειου",
          "ασθενους|ασφαλισμενου"),
    Nouns("رقم|شماره|کد",
          "العميل|الموظف|القضية|العقد|الملف|المطالبة|العضوية|الطالب|مشتری|پرونده|"
          "دانشجویی|قرارداد|پرسنلی", "البوليصة|الوثيقة|المريض|بیمه|بیمار", behind=False),
    Nouns("מספר|מס", "לקוח|עובד|תיק|סטודנט|חוזה|תביעה|חבר", "פוליסה|מבוטח", behind=False),
    Nouns("नंबर|संख्या|नम्बर",
          "ग्राहक|केस|रोल|कर्मचारी|सदस्य|अनुबंध", "पॉलिसी|मरीज", before=False),
    Nouns("番号|番號|号|號|번호|号码",
          "会員|お客様|顧客|社員|学籍|契約|学生|职工|员工|客户|会员|合同|保单|"
          "고객|회원|사원|계약|학생|직원|사건|案件|受験",
          "証券|被保険者|病历|患者|증권|病案|保險單|진료",
          before=False, glued=True),
)  # fmt: skip
# What is one without a word for a number.
_ALONE: Final[Mapping[str, str]] = {
    "other": """
        pwz|wykonywania zawodu|sygn akt|sygnatura akt|repertorium|seaman s book|seamans book|
        discharge book|token serial|file ref|case ref|our file|your file|record locator|
        pnr|pcn|penalty charge notice|
        booking reference|booking ref|aktenzeichen|geschaftszeichen|leserausweis|kundenkarte|
        ugyfelszam|ugyfelazonosito|szerzodesszam|karszam|tagsagi|neptun kod|neptunkod|torzsszam|
        ugyszam|diakigazolvany|spisova znacka|sp zn|codice cliente|codice utente|tesserino|mssv|nim|
        khach hang|hop dong|sinh vien|nhan vien|
        договор|договора|договору|договір|табельный|зачетной книжки|студенческий билет|
        الرقم الوظيفي|الرقم الجامعي|学号|學號|工号|学番|학번|사번|รหัสนักศึกษา|รหัสลูกค้า|หมายเลขสมาชิก|
        colegiado|rpps|lanr|big nummer|bignummer|gmc|nmc pin|gmc number|bar card|ine""",
    "medical": """
        kela|kela kortti|kelakortti|cartao sus|cartao cns|zorgpolis|zorgverzekering|zorgpas|
        tessera sanitaria|gesundheitskarte|egk|obra social|afiliado|prontuario|carteirinha|
        cartella clinica|dilo|karta dilo|karte dilo|nhi|uhid|care card|ramq|ehic|ekuz|ipp|benh nhan|
        numero utente|sns|sygesikring|sygesikringsbevis|kotvenyszam|fallnummer|
        medicare number|medicare no|медкарты|保险单|เลขกรมธรรม์|hospital no|unit no""",
    "national": """
        nuss|naf|seg social|n seg social|afiliacion seguridad social|ci seria|ci serie|ci nr|seria|
        seria ci|buletin|carte identitate|act identitate|sv nr|svnummer|sozialversicherungsnr|
        versicherungsnr|rv nummer|ahv nr|avs no|numero avs|dowodem|dowodzie|dowodem osobistym|
        henkilotunnukseni|cedula identidad|numer dowodu|nr dowodu|osobna iskaznica|licna karta|
        obciansky|obcansky|obcanskeho prukazu|op cislo|szemelyi szam|szemelyi igazolvany""",
    "licence": """
        fuhrerscheinnr|fuhrerschein nr|fuhrerausweis|permis no|permis n|patente guida|kierowcy|
        prawem jazdy|pozwolenie kierowania|ridicsky prukaz|vodicsky|vozacka|surucu|ehliyet|
        bang lai|gplx|sim a|ajokorttinumero|면허번호|면허""",
    "bank": "acc|accno|kto|kontonr|cta|nr rachunku|numer rachunku|numer konta|nr konta",
}  # fmt: skip


def labels() -> Iterator[tuple[str, str]]:
    """Yield each label with its topic: words as a text that is folded has them."""
    for topic, words in _ALONE.items():
        yield from ((topic, word.strip()) for word in words.split("|"))
    for nouns in _NOUNS:
        for topic, words in (("other", nouns.other), ("medical", nouns.medical)):
            for noun in filter(None, words.split("|")):
                yield from ((topic, label) for label in _joined(noun, nouns))


def _joined(noun: str, nouns: Nouns) -> Iterator[str]:
    """Yield a noun with each word for a number."""
    for number in nouns.numbers.split("|"):
        if nouns.before:
            yield f"{number} {noun}"
            yield from (f"{number} {link} {noun}" for link in filter(None, nouns.links.split("|")))
        if nouns.behind:
            yield f"{noun} {number}"
        if nouns.glued:
            yield noun + number

"""Holds words that label or address somebody, and name nobody: roles, titles, fields, days."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

# In lower case, by language. A word that is also a surname or a town (`Richter`, `Page`) is left
# out, however common it is.
_BY_LANGUAGE: Final[Mapping[str, str]] = {
    "en": """
        landlord tenant lessor lessee licensor licensee seller buyer purchaser vendor borrower
        lender guarantor mortgagor mortgagee grantor grantee assignor assignee employer employee
        contractor subcontractor client customer supplier consultant claimant defendant plaintiff
        respondent appellant applicant petitioner executor executrix trustee beneficiary testator
        testatrix witness notary signatory charterer charterers insured insurer policyholder
        shareholder stockholder director secretary treasurer chairman chairperson president manager
        supervisor officer agent broker attorney counsel solicitor barrister undersigned lease
        agreement contract schedule exhibit annex appendix whereas invoice receipt statement patient
        physician doctor pharmacist passenger caretaker guardian sender recipient addressee caller
        operator visitor owner payee payer mr mrs ms miss sir madam messrs dear hello hi regards
        sincerely faithfully cheers thanks bye name surname forename firstname lastname fullname
        address street city town country nationality birthplace phone email fax signature date
        counsel proprietor minutes agenda summary mum mom mummy dad daddy grandma grandpa
        granny uncle auntie aunt cousin nephew niece husband wife spouse vp ceo cfo cto coo ssn nin
        dob vat
    """,
    "de": """
        vermieter vermieterin mieter mieterin verkäufer verkäuferin käufer käuferin
        auftraggeber auftraggeberin auftragnehmer auftragnehmerin arbeitgeber arbeitgeberin
        arbeitnehmer arbeitnehmerin darlehensgeber darlehensnehmer kreditnehmer bürge kläger
        klägerin beklagte beklagter antragsteller antragstellerin zeuge zeugin notarin
        fahrer fahrerin beifahrer beifahrerin patient patientin ärztin versicherter
        versicherungsnehmer versicherungsnehmerin kundin eigentümer eigentümerin inhaber
        inhaberin geschäftsführer geschäftsführerin empfänger absender unterzeichner herr
        frau herrn damen herren hallo servus moin liebe sehr geehrte geehrter grüße gruß
        name vorname nachname geburtsname straße strasse hausnummer plz ort wohnort
        geburtsort geburtsdatum anschrift adresse telefon handy unterschrift datum vertrag
        mietvertrag kaufvertrag vollmacht rechnung miete kaution fahrzeug kennzeichen
        führerschein führerscheinnr ausweis personalausweis reisepass steuernummer oma opa
        papa tante onkel schwester mutter vater sohn tochter
    """,
    "fr": """
        bailleur bailleresse preneur preneuse locataire propriétaire vendeur vendeuse
        acheteur acheteuse acquéreur emprunteur emprunteuse prêteur employeur salarié
        salariée demandeur demanderesse défendeur défenderesse témoin notaire soussigné
        soussignée mandant mandataire assuré assurée assureur titulaire bénéficiaire
        conducteur conductrice gérant gérante directeur directrice secrétaire président
        présidente patient patiente médecin infirmière destinataire expéditeur monsieur
        madame mademoiselle messieurs mesdames mme mlle bonjour bonsoir salut coucou chère
        cordialement bisous bises merci nom prénom adresse rue pays naissance téléphone
        courriel signature contrat facture famille papi papy maman papa tante oncle livreur
    """,
    "es": """
        arrendador arrendadora arrendatario arrendataria vendedor vendedora comprador
        compradora prestamista prestatario prestataria fiador fiadora avalista empleador
        empleado empleada trabajador trabajadora demandante demandado demandada testigo
        notario notaria apoderado apoderada asegurado asegurada afiliado afiliada titular
        beneficiario beneficiaria conductor conductora gerente director directora secretario
        secretaria presidente presidenta paciente médico médica enfermera destinatario
        remitente firmante otorgante compareciente señor señora señores señorita sr sra srta
        doña hola buenas estimado estimada estimados querido querida saludos atentamente
        besos abrazos gracias nombre apellido apellidos dirección domicilio ciudad país
        nacimiento teléfono correo firma fecha contrato factura recibo ficha soltero
        soltera viudo viuda abuelo abuela mamá papá tío tía hermano hermana portero
    """,
    "it": """
        locatore locatrice conduttore conduttrice venditore venditrice acquirente compratore
        mutuante mutuatario fideiussore lavoratore lavoratrice attore convenuto convenuta testimone
        notaio delegante delegato delegata assicurato assicurata assistito assistita intestatario
        intestataria beneficiario beneficiaria conducente amministratore amministratrice direttore
        direttrice segretario segretaria presidente paziente medico dottore dottoressa infermiera
        destinatario mittente sottoscritto sottoscritta signor signora signori signorina sig egregio
        egregia spettabile ciao buongiorno buonasera saluti cordiali baci grazie cognome nome
        indirizzo città residenza nascita telefono firma data contratto fattura ricetta tessera
        nonno nonna mamma papà zio fratello sorella figlio figlia madre padre
    """,
    "nl": """
        verhuurder verhuurster huurder huurster verkoper verkoopster koper koopster
        werkgever werknemer werkneemster opdrachtgever opdrachtnemer kredietgever
        kredietnemer eiser eiseres gedaagde verweerder getuige notaris gemachtigde
        volmachtgever verzekerde verzekeraar begunstigde bestuurder bestuurster eigenaar
        eigenares houder directeur secretaris voorzitter patiënt huisarts verpleegkundige
        ontvanger afzender ondergetekende meneer mevrouw dhr mevr mw geachte hallo hoi
        groetjes groeten liefs bedankt naam voornaam achternaam adres straat postcode
        woonplaats geboortedatum geboorteplaats telefoon handtekening datum contract
        huurcontract factuur kenteken rijbewijs paspoort zorgpolis nummerplaat oma opa papa
        buren
    """,
    "pl": """
        wynajmujący wynajmującego wynajmującemu wynajmującym najemca najemcy najemcę najemcą
        najemczyni sprzedający sprzedającego sprzedającym sprzedawca sprzedawcy kupujący
        kupującego kupującym zamawiający zamawiającego zamawiającym wykonawca wykonawcy
        wykonawcą zleceniodawca zleceniodawcy zleceniobiorca zleceniobiorcy pożyczkodawca
        pożyczkodawcy pożyczkobiorca pożyczkobiorcy pożyczkobiorcą kredytobiorca
        kredytobiorcy poręczyciel poręczyciela poręczycielem gwarant pracodawca pracodawcy
        pracodawcą pracownik pracownika pracownikiem pracownica powód powoda powódka powódki
        pozwany pozwanego pozwanemu pozwana pozwanej wnioskodawca wnioskodawcy
        wnioskodawczyni uczestnik uczestnika świadek świadka notariusz notariusza
        notariuszem pełnomocnik pełnomocnika mocodawca mocodawcy ubezpieczony ubezpieczonego
        ubezpieczona poszkodowany poszkodowanego poszkodowana sprawca sprawcy właściciel
        właściciela właścicielka posiadacz kierowca kierowcy kierujący pasażer pacjent
        pacjenta pacjentka pacjentki lekarz lekarza lekarka pielęgniarka dyrektor dyrektora
        dyrektorze kierownik kierownika kierowniczka prezes prezesa naczelnik naczelnika
        burmistrz burmistrza wójt dzielnicowy komornik komornika kurator kuratorka
        wychowawca wychowawczyni nauczyciel nauczycielka konsultant konsultantka klient
        klienta klientka klientki odbiorca odbiorcy nadawca nadawcy adresat darczyńca
        obdarowany spadkodawca spadkodawcy spadkobierca spadkobiercy zmarły zmarła podatnik
        podatnika płatnik pana panu panem panie pani panią panowie państwo państwa państwu
        szanowny szanowna szanowni drogi droga kochany kochana witam cześć dzień hej
        pozdrawiam pozdrowienia poważaniem dziękuję dzięki proszę ja niżej podpisany
        podpisana imię imiona nazwisko rodowe adres ulica miejscowość miasto kod kraj
        telefon podpis data umowa umowy aneks pełnomocnictwo oświadczenie wniosek faktura
        rachunek kadry księgowość kawaler panna żonaty zamężna wdowa wdowiec rozwiedziony
        rozwiedziona mamo tato babcia babci dziadek dziadka ciocia wujek brat siostra syn
        syna córka córki córkę wnuczka teściowa teściową teść żona żony żonę mąż męża sąsiad
        sąsiadka śp zm ur właśc ewid grafik notatka urzędowa składki zgłaszający zgłaszająca
        regulamin zarządzenie instrukcja załącznik protokół sprawozdanie kosztorys
    """,
    "pt": """
        locador locadora locatário locatária senhorio inquilino inquilina vendedor vendedora
        comprador compradora mutuante mutuário fiador fiadora empregador empregado empregada
        trabalhador trabalhadora autor réu testemunha notário procurador outorgante
        outorgado segurado segurada titular beneficiário beneficiária condutor condutora
        gerente diretor diretora secretário secretária presidente paciente médico médica
        enfermeira destinatário remetente abaixo-assinado senhor senhora sr sra olá oi
        prezado prezada cumprimentos atenciosamente abraço abraços beijos beijinhos obrigado
        obrigada nome sobrenome apelido endereço morada rua cidade país telefone telemóvel
        assinatura data contrato fatura recibo ficha solteiro solteira viúvo viúva avó avô
        mãe tio irmão irmã filho filha aluno aluna
    """,
    "nordic": """
        hyresvärd hyresvärden hyresgäst hyresgästen säljare säljaren köpare köparen köpebrev
        köpeskilling köpeskillingen tillträde arbetsgivare arbetstagare långivare
        låntagare borgensman fullmakt fullmaktsgivare vittne ägare kund patient läkare
        förare mottagare avsändare undertecknad fru hej kära vänliga hälsningar tack namn
        förnamn efternamn adress gata ort födelsedatum telefon underskrift datum avtal
        faktura mamma pappa mormor morfar farmor farfar moster faster morbror farbror
        udlejer lejer sælger køber arbejdsgiver arbejdstager vidne ejer læge modtager
        afsender undertegnede kære hilsen navn fornavn efternavn adresse aftale utleier
        leietaker selger kjøper arbeidsgiver arbeidstaker vitne eier lege mottaker hei kjære
        vennlig vuokranantaja vuokralainen myyjä ostaja työnantaja työntekijä todistaja
        omistaja asiakas potilas lääkäri vastaanottaja lähettäjä allekirjoittanut terveisin
        nimi etunimi sukunimi osoite puhelin äiti isä mummo ukki
    """,
    "slavic": """
        pronajímatel pronajímatelka nájemce nájemkyně prodávající kupující zaměstnavatel
        zaměstnanec objednatel zhotovitel dlužník věřitel ručitel žalobce žalobkyně žalovaný
        žalovaná svědek notář zmocněnec zmocnitel pojištěný pojištěná řidič řidička majitel
        majitelka ředitel ředitelka pacient pacientka lékař lékařka příjemce odesílatel pane
        paní vážený vážená vážení ahoj dobrý zdravím děkuji děkuju pozdravem prosím jméno
        příjmení adresa ulice město psč telefon podpis datum smlouva faktura maminka tatínek
        babička děda dědeček prenajímateľ nájomca predávajúci kupujúci zamestnávateľ
        zamestnanec objednávateľ zhotoviteľ dlžník veriteľ svedok notár vodič vodička
        majiteľ riaditeľ riaditeľka lekár lekárka pán pani ďakujem pozdravom meno priezvisko
        mesto zmluva faktúra najmodavac najmoprimac prodavatelj kupac poslodavac zaposlenik
        tužitelj tuženik svjedok bilježnik vozač vlasnik ravnatelj pacijent liječnik
        primatelj pošiljatelj poštovani poštovana gospodin gospođa gospodine gospođo pozdrav
        hvala molim prezime ulica grad potpis ugovor račun djed najemodajalec najemnik
        prodajalec delodajalec delavec priča lastnik spoštovani priimek
    """,
    "others": """
        bérbeadó bérlő eladó vevő munkáltató munkavállaló megbízó megbízott tanú közjegyző
        tulajdonos ügyfél beteg orvos címzett feladó alulírott úr asszony tisztelt kedves
        szia üdvözlettel köszönöm kérem név vezetéknév keresztnév lakcím levélcím cím utca
        telefonszám aláírás szerződés számla anyja nagymama locator locatar chiriaș vânzător
        cumpărător angajator angajat împrumutat împrumutător reclamant pârât martor notar
        împuternicit proprietar client pacient medic destinatar expeditor subsemnatul
        subsemnata domnul doamna stimate stimată bună salut mulțumesc nume prenume adresa
        stradă oraș telefon semnătură contract factură bunica bunicul kiraya kiracı satıcı
        alıcı işveren işçi davacı davalı tanık noter vekil sigortalı sürücü müdür müdürü
        hasta doktor alıcısı gönderen sayın merhaba saygılarımla teşekkürler soyad soyadı
        adres sokak cadde şehir imza tarih sözleşme fatura abla nuomotojas nuomininkas
        pardavėjas pirkėjas darbdavys darbuotojas liudytojas savininkas pacientas gydytojas
        gavėjas siuntėjas gerbiamas gerbiama laba labas diena dėkoju ačiū pagarbiai vardas
        pavardė adresas gatvė miestas telefonas parašas data sutartis iznomātājs
        nomnieks pārdevējs pircējs darba devējs liecinieks īpašnieks ārsts pacients
        cienījamais cienījamā labdien paldies cieņu vārds uzvārds adrese iela pilsēta
        tālrunis paraksts līgums üürileandja üürnik müüja ostja tööandja töötaja tunnistaja
        omanik arst patsient lugupeetud aitäh nimi eesnimi perekonnanimi aadress tänav
        allkiri leping εκμισθωτής μισθωτής πωλητής αγοραστής εργοδότης εργαζόμενος μάρτυρας
        συμβολαιογράφος ασθενής ιατρός γιατρός κύριε κυρία κύριος αγαπητέ αγαπητή γεια
        ευχαριστώ όνομα επώνυμο διεύθυνση οδός πόλη τηλέφωνο υπογραφή ημερομηνία αμκα αφμ
    """,
    "cyrillic": """
        адрес адреса телефон имя фамилия отчество дата паспорт подпись улица город индекс господин
        госпожа уважаемый уважаемая здравствуйте продавец покупатель арендатор арендодатель
        заказчик исполнитель директор пациент врач заявитель получатель отправитель ім'я прізвище
        вулиця місто підпис продавець покупець орендар орендодавець замовник виконавець лікар
        одержувач відправник шановний шановна име адрес град подпис
    """,
    "calendar": """
        january february july september october november december monday tuesday wednesday
        thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays
        saturdays sundays easter christmas januar februar märz juni oktober dezember montag
        dienstag mittwoch donnerstag freitag samstag sonnabend sonntag ostern weihnachten
        janvier février juillet août septembre octobre novembre décembre lundi mardi
        mercredi jeudi vendredi samedi dimanche pâques enero febrero junio septiembre
        octubre noviembre diciembre lunes martes miércoles jueves viernes sábado navidad
        gennaio febbraio aprile giugno luglio settembre ottobre dicembre lunedì martedì
        mercoledì giovedì venerdì januari februari maart maandag dinsdag woensdag donderdag
        vrijdag zaterdag zondag kerstmis pasen styczeń stycznia styczniu luty lutego lutym
        marzec marca kwiecień kwietnia kwietniu maju czerwiec czerwca czerwcu lipiec lipcu
        sierpień sierpnia sierpniu wrzesień września wrześniu październik października
        październiku listopad listopada listopadzie grudzień grudnia grudniu poniedziałek
        wtorek środa środę czwartek piątek sobotę niedziela niedzielę wielkanoc janeiro
        fevereiro março junho julho setembro outubro novembro dezembro måndag tisdag onsdag
        torsdag fredag lördag söndag mandag tirsdag lørdag søndag
    """,
}
LABELS: Final = frozenset(word for words in _BY_LANGUAGE.values() for word in words.split())

"""Holds words for telephones, and for calling, in the languages that we read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

# By topic, without marks on their letters; see `topics`.
WORDS: Final[Mapping[str, str]] = {
    "phone": """
        numer tel|nr tel|tel kom|zadzwonic|dzwon|dzwoncie|dzwonicie|dzwonilem|dzwonila|zadzwoncie|
        prosze dzwonic|pod numerem|pod nr|numer kontaktowy|numer komorkowy|sms a|smsy|oddzwon|
        oddzwonic|oddzwonie|komorkowe|komorki|komorke|whatsappie|
        ruft an|ruf an|anruf|ruckruf|zuruckrufen|telefonisch|mobilnr|handynr|handynummern|
        durchwahl|festnetz|rappeler|rappelez|rappelle|appeles|appelle moi|telephones|telephoner|
        telephonique|llamame|llamadme|llamen|llamad|llamarme|fono|telefonos|wasap|
        whatsapps|contactar|contactarme|telefonare|telefonami|telefonate|telefonico|chiamami|
        chiamatemi|chiamata|chiamare|cell|tel cell|ligue|ligar|ligame|fone|
        telefonar|telemovel|belt|bellen|mobielnummer|telefonisch|telefoonnr|terugbellen|
        telefonas|telefono|telefono nr|tel nr|mob tel|skambinti|skambinkite|talrunis|talr|telefons|
        telefona|zvaniet|helista|helistage|mobiil|telefoni|telefonszama|telefonszamom|hivjon|
        hivhat|hivjatok|mobilszam|mobilszama|telefonon|volejte|volat|zavolejte|zavolat|volajte|
        zavolajte|telefonni|telefonne|telefonni cislo|telefonne cislo|mobilni|nazovite|mobitel|
        mobitela|zovite|pozovite|broj telefona|telefonska|poklicite|sunati|sunati ma|
        telefonul|numar telefon|nr telefon|mobilul|arayabilirsiniz|telefonumuz|cep tel|
        telefon numarasi|lien he|so dien thoai|telp|hubungi|
        ring|ring til|tlf nr|mobilnummeret|telefonnr|slag signal|soita|soittaa|
        puh|puhelinnumero|puhelinnumeroni|numeroni|kannykka|farsimi|""" """
        звони|звонить|звонок|набери|позвони|позвонить|телефоны|телефоном|телефоне|вайбер|
        ватсап|вотсап|телефонуйте|дзвоніть|подзвони|подзвоніть|номер телефону|обадете|обади|
        телефонен|позовете|јавите|позовите|мобилни|τηλεφωνου|κιν|κινητου|τηλεφωνησε|
        καλεσε|להתקשר|התקשרו|תתקשר|בטלפון|בנייד|נייד שלי|اتصلوا|للتواصل|واتساب|الجوال|موبايل|
        تليفون|التليفون|هاتفي|الهاتف|رقمي|تماس|شماره تماس|همراه|कॉल|संपर्क|व्हाट्सएप|फोन नंबर|
        मोबाइल नंबर|連絡先|お電話|電話|直通|内線|携帯番号|致电|联系方式|联系人电话|来电|拨打|座机|
        热线|聯絡電話|聯絡|手機號碼|휴대전화|폰번호|
        문의|문의전화|전화하|연락|연락주|ติดต่อ|เบอร์โทร|มือถือ|
        โทรหา|โทรกลับ""",
}  # fmt: skip

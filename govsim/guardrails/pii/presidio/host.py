"""Finds what Presidio's recognisers find, without a language model and in linear time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, Final

from govsim.errors import GovsimError, nearest
from govsim.guardrails.pii.presidio.context import enhanced
from govsim.guardrails.pii.presidio.gate import Gated, Text
from govsim.guardrails.pii.presidio.offline import presidio
from govsim.guardrails.pii.presidio.prefilter import prefilter
from govsim.guardrails.pii.values import TYPES, Hit

# What Presidio calls it, and what govsim calls it; entities that are not here keep their names.
NAMES: Final = {
    "EMAIL_ADDRESS": "EMAIL", "PHONE_NUMBER": "PHONE", "ZA_PHONE_NUMBER": "PHONE", "US_SSN": "SSN",
    "IBAN_CODE": "IBAN", "IP_ADDRESS": "IP", "MAC_ADDRESS": "MAC", "CREDIT_CARD": "CREDIT_CARD",
    "US_BANK_NUMBER": "BANK_ACCOUNT", "ABA_ROUTING_NUMBER": "BANK_ACCOUNT", "DATE_TIME": "DATE",
    "US_ITIN": "TAX_ID", "US_PASSPORT": "PASSPORT", "US_DRIVER_LICENSE": "DRIVER_LICENSE",
    "UK_NHS": "MEDICAL_ID", "US_MBI": "MEDICAL_ID", "US_NPI": "MEDICAL_ID", "URL": "URL",
    "UK_POSTCODE": "ZIP", "CRYPTO": "OTHER_ID", "UUID": "OTHER_ID", "MEDICAL_LICENSE": "MEDICAL_ID",
}  # fmt: skip


class Host:
    """Presidio's recognisers on its engine without a model.

    The answers are those of `AnalyzerEngine.analyze` with the same recognisers, the `no_op` engine
    and no words given as context, without what grows with the square of the text.

    Args:
        recognizers: Of one language.
        language: Its code.
        words: Whether words near a find make it likelier; Presidio's own engine without a model
            sees none.
        hyperscan: Whether one pass of Hyperscan tells which patterns can match, if it is
            installed. The answers are the same; compiling takes seconds.
    """

    def __init__(
        self,
        recognizers: Iterable[Any],
        language: str = "en",
        *,
        words: bool = False,
        hyperscan: bool = False,
    ) -> None:
        package = presidio()
        self._gated = tuple(Gated(recognizer) for recognizer in recognizers)
        engine = package.nlp_engine.NoOpNlpEngine([{"lang_code": language, "model_name": ""}])
        engine.load()
        self._artifacts = engine.process_text("", language)
        self._entities = sorted({e for g in self._gated for e in g.recognizer.supported_entities})
        self._unique: Callable[[list[Any]], list[Any]] = package.EntityRecognizer.remove_duplicates
        self._words = words
        self._patterns = tuple(dict.fromkeys(p for g in self._gated for p in g.patterns))
        self._prefilter = prefilter(self._patterns) if hyperscan else None

    def results(self, text: str, *, least: float = 0.0) -> list[Any]:
        """Return Presidio's results for a text, best first.

        Args:
            text: What is read.
            least: The least score.
        """
        held = Text(text)
        possible: frozenset[str] | None = None
        if self._prefilter is not None and (met := self._prefilter.possible(text)) is not None:
            possible = frozenset(self._patterns[number] for number in met)
        found: list[Any] = []
        for gated in self._gated:
            results = gated.results(held, self._entities, self._artifacts, possible)
            if self._words and results:
                enhanced(text, results, gated.recognizer.context)
            found += results
        return self._unique([result for result in found if result.score >= least])

    def hits(self, text: str) -> list[Hit]:
        """Return what is found, by govsim's names."""
        found = []
        for result in self.results(text):
            name = NAMES.get(result.entity_type, result.entity_type)
            rule = result.recognition_metadata.get("recognizer_name", "")
            found.append(
                Hit(
                    result.start,
                    result.end,
                    name if name in TYPES else "NATIONAL_ID",
                    result.score,
                    rule,
                )
            )
        return found


def default_recognizers(language: str = "en") -> list[Any]:
    """Return the recognisers that Presidio runs by default on its engine without a model."""
    package = presidio()
    registry = package.RecognizerRegistry(supported_languages=[language])
    registry.load_predefined_recognizers(languages=[language])
    return [
        recognizer
        for recognizer in registry.get_recognizers(language=language, all_fields=True)
        if type(recognizer).__name__ not in _MODELS
    ]


_MODELS: Final = frozenset(
    {"SpacyRecognizer", "StanzaRecognizer", "TransformersRecognizer", "GLiNERRecognizer"}
)


def every_recognizer(language: str = "en") -> list[Any]:
    """Return one of each of Presidio's recognisers by patterns, those of all countries too."""
    package = presidio()
    predefined: Any = package.predefined_recognizers
    made = []
    for name in sorted(predefined.__all__):
        kind = getattr(predefined, name)
        if (
            isinstance(kind, type)
            and issubclass(kind, package.EntityRecognizer)
            and _by_patterns(kind, package)
        ):
            made.append(kind(supported_language=language))
    return made


def _by_patterns(kind: type, package: Any) -> bool:
    return issubclass(kind, package.PatternRecognizer) or kind.__name__ == "PhoneRecognizer"


@lru_cache(maxsize=8)
def hosted(entities: tuple[str, ...]) -> Host:
    """Return a host of those recognisers that find some entities.

    Raises:
        GovsimError: `missing-extra` without Presidio, `wrong-value` for an entity it has not.
    """
    every = every_recognizer()
    known = sorted({entity for r in every for entity in r.supported_entities})
    for entity in entities:
        if entity not in known:
            near = nearest(entity, known)
            hint = (
                f"did you mean `{near}`?" if near else "see Presidio's list of supported entities"
            )
            raise GovsimError("wrong-value", f"Presidio has no entity `{entity}`", hint=hint)
    chosen: Sequence[Any] = [r for r in every if set(r.supported_entities) & set(entities)]
    return Host(chosen, words=True)

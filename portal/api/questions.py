"""What may be asked: the facts of a case as codes, all of them optional, and nothing else."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from ninja import Schema
from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

from agreement.responsibility.facts import AGE_MAX, AGE_MIN, Ages
from agreement.vocabulary import Accommodation, Arrival, Period, ResidenceStatus
from portal.finder.answers import Answers

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
_Age = Annotated[int, Field(ge=AGE_MIN, le=AGE_MAX, strict=True)]


class AgeRange(Schema):
    """Whole years, both included."""

    model_config = ConfigDict(extra="forbid")

    low: _Age = Field(alias="from")
    high: _Age = Field(alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> "AgeRange":
        if self.low > self.high:
            raise ValueError("wrong way round")
        return self


def _as_range(value: Any) -> Any:
    """Take a single age as a range of one year."""
    is_age = isinstance(value, int) and not isinstance(value, bool)
    return {"from": value, "to": value} if is_age else value


def _text_only(value: Any) -> Any:
    """Refuse numbers, which pydantic would take for seconds since 1970."""
    if value is not None and not isinstance(value, str):
        raise ValueError("no text")
    return value


def _enum(codes: list[str]) -> WithJsonSchema:
    """Say in the description which codes there are."""
    return WithJsonSchema({"type": "string", "enum": codes})


def _known(codes: list[str]) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if isinstance(value, str) and value not in codes:
            raise ValueError(", ".join(codes))
        return value

    return check


AgeGiven = Annotated[AgeRange, BeforeValidator(_as_range, json_schema_input_type=_Age | AgeRange)]
Day = Annotated[date, Field(ge=EARLIEST, le=LATEST), BeforeValidator(_text_only)]
_STATUSES, _HOUSINGS = list(ResidenceStatus.values), list(Accommodation.values)
_ARRIVALS, _PERIODS = list(Arrival.values), list(Period.values)
Status = Annotated[str, Field(strict=True), BeforeValidator(_known(_STATUSES)), _enum(_STATUSES)]
Housing = Annotated[str, Field(strict=True), BeforeValidator(_known(_HOUSINGS)), _enum(_HOUSINGS)]
Came = Annotated[str, Field(strict=True), BeforeValidator(_known(_ARRIVALS)), _enum(_ARRIVALS)]
Advice = Annotated[str, Field(strict=True), BeforeValidator(_known(_PERIODS)), _enum(_PERIODS)]


class Facts(Schema):
    """What is known about somebody. A fact that is left out, or null, is unknown."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"age": 19, "status": "duldung", "municipality": "08215064"}]
        },
    )

    age: AgeGiven | None = Field(None, description="Age in years, or a range of ages.")
    parent_age: AgeGiven | None = Field(
        None, description="Age of a parent. It decides for children where a clause says so."
    )
    status: Status | None = Field(None, description="Residence status.")
    accommodation: Housing | None = Field(
        None,
        description="Stage of accommodation: ea (state reception), vu (district), au "
        "(municipality, or an own home after it), privat (own home, not as a refugee).",
    )
    arrival: Came | None = Field(
        None, description="As what somebody came; follows from most kinds of status."
    )
    period: Advice | None = Field(
        None, description="Advice period of integration management: laeuft (runs), beendet (over)."
    )
    municipality: Annotated[str, Field(strict=True, max_length=20)] | None = Field(
        None, description="Official key (AGS) of a municipality of the district, e.g. 08215064."
    )
    topic: Annotated[str, Field(strict=True, max_length=50)] | None = Field(
        None, description="Code of a topic, e.g. arbeit."
    )
    date: Day | None = Field(
        None, description="The day that is asked for; today if it is left out."
    )
    version: Annotated[int, Field(ge=1, le=100_000, strict=True)] | None = Field(
        None,
        description="Number of a public version of the agreement; the one in force on the day "
        "if it is left out.",
    )

    def answers(self) -> Answers:
        """Return the facts as the finder has them."""
        return Answers(
            place=self.municipality or None,
            age=_ages(self.age),
            parents=_ages(self.parent_age),
            topic=self.topic or None,
            housing=self.accommodation,
            status=self.status,
            arrival=self.arrival,
            period=self.period,
        )


def _ages(given: AgeRange | None) -> Ages | None:
    return Ages(given.low, given.high) if given else None

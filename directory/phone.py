"""Phone numbers as a link that dials them. Pure: no Django."""

COUNTRY_CODE = "+49"


def phone_uri(number: str) -> str:
    """Return "tel:+493023125100" for "030 23125-100" or "+49 (0)30 23125100".

    Short numbers such as 115 stay as they are; without digits the result is empty.
    """
    is_international = number.lstrip().startswith(("+", "00"))
    written = number.replace("(0)", "") if is_international else number
    digits = "".join(char for char in written if char.isdecimal())
    if not digits:
        return ""
    if is_international:
        return f"tel:+{digits.removeprefix('00')}"
    if digits.startswith("0"):
        return f"tel:{COUNTRY_CODE}{digits[1:]}"
    return f"tel:{digits}"

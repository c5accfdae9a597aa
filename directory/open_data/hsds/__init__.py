"""The directory in the words of HSDS 3.1 (Open Referral Human Services Data Specification).

https://docs.openreferral.org/en/3.1/ – what maps to what:

    organisation                        organization
    organisation × service              service
    office                              location
    office × service                    service_at_location
    kinds of advice, of organisations, municipalities: taxonomies
"""

VERSION = "3.1"
PROFILE = "https://docs.openreferral.org/en/3.1/hsds/schema_reference.html"

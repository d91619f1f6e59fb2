"""What must not be published: addresses and numbers of people, keys and tokens. Whether a name may stand, people decide."""

from __future__ import annotations

from peerlore.checking.rule import AnyRule, PageRule
from peerlore.checking.rules import mail_addresses, numbers_of_people, phone_numbers, secrets

RULES: tuple[AnyRule, ...] = (
    PageRule("V001", "address-of-a-person", mail_addresses.address_is_nobodys, "warning"),
    PageRule("V002", "phone-number-of-a-person", phone_numbers.number_is_nobodys, "warning"),
    PageRule("V003", "token", secrets.no_token_stands_here),
    PageRule("V004", "private-key", secrets.no_private_key_stands_here),
    PageRule("V005", "password-in-address", secrets.address_holds_no_password),
    PageRule("V006", "bank-account", numbers_of_people.no_account_stands_here),
    PageRule("V007", "social-security-number", numbers_of_people.no_security_number_stands_here),
)

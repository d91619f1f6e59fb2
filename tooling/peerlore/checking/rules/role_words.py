"""Words by which an e-mail address says that it belongs to a task and not to a person, in English and French."""

from __future__ import annotations

# One line a block of the alphabet, so that a new word finds its place.
_WORDS = (
    "abonnement abuse academy accessibility accounting accueil achats admin administration aide alert alerts all announce api "
    "assistance billing bonjour booking boutique bugs build business candidature careers ci circles client clients commercial "
    "communication community compliance compta comptabilite conduct contact contacts contribute coordination courrier cpf "
    "customer data demo deploy desk dev developers devops devs direction discuss discussion docs documentation donotreply dpo "
    "editor editors education email enquiries equipe event events everyone facilities facturation feedback finance formation "
    "formations general git github gitlab handicap hello help helpdesk hey hostmaster hr info information infos inscription "
    "inscriptions internal it jobs kontakt language learn learning learninganddevelopment legal lettre library list lists "
    "mail maintainer maintainers maintenance management marketing media mentoring moderation moderators news newsletter no "
    "no-reply nobody noc noreply notifications office onboarding operations ops order orders outreach partners partnerships "
    "payroll people postmaster press presse privacy program programme project projects projet public qualite quality "
    "questions reception recruiting recrutement reply reports request requests research reservation responsable reunion rgpd "
    "rh root safety sales salut science secretariat securite security sending service services shop social spam staff support "
    "sysadmin system talk team teams tech technique test tester tests ticket tickets training travel updates usenet user "
    "users volunteers web webmaster welcome wiki workshop "
)

ROLES = frozenset(word for word in _WORDS.split(" ") if word)
"""Any part of the name before the `@` counts: `support-fr`, `hr.paris`."""

"""Words by which an e-mail address says that it belongs to a task and not to a person, in English and French."""

from __future__ import annotations

_WORDS = (
    "abonnement abuse academy accessibility accounting accueil achats admin administration aide alert alerts all announce "
    "api assistance billing board bonjour booking bot boutique bugs build bureau business candidature careers chair ci "
    "circles client clients commercial committee communication community compliance compta comptabilite conduct contact "
    "contacts contribute coordination core council courrier cpf csirt customer data demo deploy desk dev developers devops "
    "devs direction disclosure discuss discussion docs documentation donotreply dpo editor editors education email "
    "enquiries equipe event events everyone facilities facturation feedback finance formation formations foundation general "
    "git github gitlab group handicap hello help helpdesk helpline hey hostmaster hr info information infos inscription "
    "inscriptions internal it jobs kontakt lab labs language learn learning learninganddevelopment legal lettre library "
    "list lists mail maintainer maintainers maintenance management marketing media mentoring moderation moderators news "
    "newsletter no no-reply nobody noc noreply notifications office ombuds ombudsperson onboarding opencode opensource "
    "operations ops order orders oss outreach partners partnerships payroll people postmaster presidence president press "
    "presse privacy program programme project projects projet psirt public qualite quality questions reception recruiting "
    "recrutement reply reports request requests research reservation responsable reunion rgpd rh root safety sales salut "
    "science secretariat secretary secure securite security sending service services shop social spam staff steering "
    "support sysadmin system talk team teams tech technique test tester tests ticket tickets training travel treasurer "
    "tresorier updates usenet user users volunteers vulnerability web webmaster welcome whois wiki workshop "
)

ROLES = frozenset(_WORDS.split())
"""Any part of the name before the `@` counts: `support-fr`, `hr.paris`."""

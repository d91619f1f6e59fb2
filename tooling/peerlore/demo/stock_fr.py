"""Three of the texts in French, written by somebody who speaks it and not word for word."""

from __future__ import annotations

from peerlore.demo.stock import Doing, Quiz

FRENCH = (
    Doing(
        "hand-over-an-open-fault",
        "Passer une panne en cours",
        "une panne en cours",
        "Laissez une panne dans un état tel qu’un collègue reprenne là où vous vous êtes arrêté.",
        ("énumérer ce qui est déjà écarté, et comment", "choisir la prochaine étape pour le collègue qui reprend"),
        "La plupart des consignes disent ce qui est cassé. Ce qui fait gagner une heure à l’équipe suivante, c’est de savoir ce qui n’est *pas* en cause.",
        "Un jeudi, Lotte a laissé un mot : « la pompe 3 disjoncte encore ». Dans la nuit, Marek a changé le relais, qu’elle avait changé à midi.",
        (
            ("Écrivez ce que vous avez vu.", "Une ligne avec l’heure, la mesure et l’endroit. Pas encore d’avis."),
            ("Notez ce que ce n’est pas.", "Chaque pièce vérifiée, avec l’essai. Une supposition va sur une autre ligne."),
            ("Donnez la prochaine étape.", "Dix minutes, et la moitié des causes s’en va."),
            ("Dites quand vous appeler.", "Un cas précis, et jusqu’à quelle heure vous répondez."),
        ),
        "Prenez la dernière panne que vous avez passée. Écrivez la ligne de ce que ce n’était pas, et demandez à votre collègue par où il a commencé.",
        "Que laissez-vous de côté parce que cela vous semble évident, et qui l’a payé la dernière fois ?",
        "Une panne dangereuse ne se passe pas par écrit. Consignez la machine et parlez à la personne qui reprend.",
        Quiz(
            "Quelle ligne aide le plus l’équipe suivante ?",
            "Relais changé à midi, disjoncte comme avant",
            "Une cause est écartée, et personne ne change le relais une seconde fois.",
            "La pompe 3 pose encore problème, merci de regarder",
            "L’équipe suivante recommence là où vous aviez commencé.",
        ),
    ),
    Doing(
        "ask-the-person-who-was-there",
        "Interroger la personne qui était là",
        "un témoignage",
        "Obtenez d’un témoin ce qu’il a vu avant qu’il ne vous dise ce que cela signifie.",
        ("demander ce que quelqu’un a vu sans souffler la réponse", "écrire un récit dans l’ordre des événements"),
        "On nous donne des causes parce que nous demandons des causes. Le bruit entendu une minute plus tôt est souvent l’indice, et personne n’y pense.",
        "« Le ventilateur est mort », disait l’opératrice. Qu’avait-elle entendu d’abord ? Un clic, puis il a fait chaud. Le ventilateur allait bien.",
        (
            ("Commencez tôt.", "« Que faisiez-vous juste avant ? » ramène la suite."),
            ("Laissez des silences.", "Comptez jusqu’à cinq. La meilleure phrase vient souvent à quatre."),
            ("Parlez des sens.", "Entendu, senti, touché : ce ne sont pas encore des avis."),
            ("Relisez à voix haute.", "Dans l’ordre. On vous corrigera, et un détail reviendra."),
        ),
        "Interrogez un collègue sur une panne de la semaine dernière avec deux phrases seulement : « Et avant ? » et « Qu’avez-vous remarqué ? »",
        "Qu’est-ce qui retient quelqu’un de dire la seule chose qui aurait aidé ?",
        "Après un accident, ce n’est pas votre rôle. Quelqu’un de formé pose les questions, et vous protégez les autres.",
    ),
    Doing(
        "end-ten-minutes-early",
        "Finir dix minutes plus tôt",
        "la fin d’une réunion",
        "Gardez les dix dernières minutes pour ce qui est convenu, et pour ce que chacun fera.",
        ("préparer une réunion à partir de ses dix dernières minutes", "énoncer en une phrase ce qui est décidé"),
        "Une réunion finit quand la suivante commence. Ce qui a été convenu se règle alors dans le couloir, entre ceux qui vont du même côté.",
        "Depuis que Piet agite une clochette à moins dix, on lève les yeux, on soupire, et l’on dit ce qui est convenu. On n’est pas souvent d’accord.",
        (
            ("Réglez la clochette.", "Dix minutes avant la fin, et confiez-la à quelqu’un d’autre."),
            ("Faites résumer.", "Par une autre personne que l’animateur. Les autres corrigent."),
            ("Nommez le premier pas.", "Ce qui arrive d’ici demain soir, et par qui."),
            ("Arrêtez.", "Dix minutes sont un cadeau, ne les remplissez pas."),
        ),
        "Après une réunion, demandez à trois personnes, une par une, ce qui a été décidé. Écrivez les trois réponses l’une sous l’autre.",
        "Que faudrait-il changer pour qu’une réunion sans résultat compte ici comme un échec ?",
        "Un conflit n’écoute pas la clochette. Arrêtez quand même, et convenez de la suite.",
    ),
)

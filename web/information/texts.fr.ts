export const information = {
  modified: "Les informations sont enregistrées.",
  identityDocumentSaved: "La pièce d’identité du porteur est enregistrée.",
  choose: "Choisir…",
  person: {
    remove: "Retirer",
    addLegalRepresentative: "Ajouter un représentant légal",
    addCertificationAgent: "Ajouter un mandataire",
  },
  leave: {
    title: "Quitter sans enregistrer ?",
    text: "Les modifications saisies sur cette commande ne sont pas enregistrées.",
    kept: "Elles restent en brouillon sur ce poste, lisible de vous seul : vous les retrouverez en revenant sur la commande.",
    leave: "Quitter sans enregistrer",
    stay: "Rester sur la commande",
  },
  fix_one: "Un champ est à corriger.",
  fix_other: "{{count}} champs sont à corriger.",
};

export const merging = {
  notice:
    "{{name}} a modifié ces informations le {{at}}. Votre saisie est conservée : vous choisirez champ par champ.",
  noticeUnknown:
    "Ces informations ont été modifiées entre-temps. Votre saisie est conservée : vous choisirez champ par champ.",
  compare: "Comparer",
  title: "La commande a été modifiée entre-temps",
  intro: "Rien n’est encore enregistré. Choisissez, champ par champ, la valeur à garder.",
  both_one: "Un champ modifié des deux côtés : à vous de choisir",
  both_other: "{{count}} champs modifiés des deux côtés : à vous de choisir",
  theirs: "Modifié par un collègue seulement",
  mine: "Modifié par vous seulement",
  yourValue: "Votre saisie",
  valueBefore: "Valeur précédente",
  theirValue: "Valeur enregistrée",
  by: "{{name}}, le {{at}}",
  absent: "(aucune personne)",
  save: "Enregistrer ces choix",
  back: "Revenir au formulaire",
  left_one: "Il reste un champ à choisir.",
  left_other: "Il reste {{count}} champs à choisir.",
};

export const presence = {
  status: "En vérification",
  sign: "En cours de consultation par {{names}}",
  bannerOne: "Attention : cette commande est déjà en cours de traitement par {{name}}.",
  bannerSeveral_one:
    "Attention : cette commande est déjà en cours de traitement par {{count}} autre personne.",
  bannerSeveral_other:
    "Attention : cette commande est déjà en cours de traitement par {{count}} autres personnes.",
  names: "Voir leurs noms",
};

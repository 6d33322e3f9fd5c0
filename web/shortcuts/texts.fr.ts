import type { Shortcut } from "./keys.ts";

export const shortcuts = {
  title: "Raccourcis clavier",
  single: "Raccourcis d’une seule touche",
  singleHint:
    "Sans effet pendant la saisie ou dans une fenêtre de dialogue. Ce choix est retenu pour vous sur ce poste.",
  key: "Raccourci : {{key}}",
  digits: "1 à 9",
  of: {
    help: "Afficher les raccourcis",
    filter: "Aller au premier filtre",
    next: "Commande suivante de la liste",
    previous: "Commande précédente de la liste",
    back: "Retour à la liste",
    tab: "Ouvrir l’onglet de ce rang",
    compliant: "Aller à « Conforme » (Entrée pour confirmer)",
    nonCompliant: "Déclarer la pièce non conforme : choisir le motif",
    notify: "Écrire une notification au souscripteur",
    act: "Demander l’opération suivante (lancer, valider, délivrer) : elle reste à confirmer",
  } satisfies Record<Shortcut, string>,
  inList: "Dans la liste",
  grid: {
    arrows: { keys: "Flèches", text: "Se déplacer d’une cellule ; avec Ctrl, jusqu’au bord" },
    ends: { keys: "Début, Fin", text: "Première et dernière cellule de la ligne" },
    pages: { keys: "Page préc., suiv.", text: "Se déplacer d’un écran" },
    open: { keys: "Entrée", text: "Ouvrir la ligne ; avec Ctrl, dans un nouvel onglet" },
  },
};

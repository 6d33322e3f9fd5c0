export const notFound = {
  title: "Page introuvable",
  text: "L’adresse ne correspond à aucune page du portail, ou à un dossier hors de votre périmètre.",
  toOrders: "Aller à la liste des commandes",
};

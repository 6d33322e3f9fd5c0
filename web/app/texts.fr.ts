export const app = {
  name: "Portail AE",
  skipToContent: "Aller au contenu",
  nav: {
    label: "Navigation principale",
    orders: "Commandes",
    certificates: "Certificats",
    contact: "Contact",
  },
  menu: {
    signOut: "Se déconnecter",
    toDark: "Passer au thème sombre",
    toLight: "Passer au thème clair",
    language: "Langue",
  },
};

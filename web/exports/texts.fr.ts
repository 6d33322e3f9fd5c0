export const exports = {
  label: "Exporter",
  running: "Export en cours",
  preparing: "Préparation de l’export…",
  progress_zero: "{{size}} · aucune ligne",
  progress_one: "{{size}} · {{count, number}} ligne",
  progress_other: "{{size}} · {{count, number}} lignes",
  cancelled: "Export annulé.",
  done_zero: "Export terminé : la liste est vide.",
  done_one: "Export terminé : {{count, number}} ligne.",
  done_other: "Export terminé : {{count, number}} lignes.",
  failed: "L’export a échoué",
};

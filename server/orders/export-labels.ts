/** The words of the screens for what stands in the columns of an export. */
import type { OrderPhase, OrderProcess, OrderStatus, OrderType } from "../../domain/order/order.ts";

export const TYPE_LABEL: Record<OrderType, string> = { new: "Nouvelle", renewal: "Renouvellement" };

export const PROCESS_LABEL: Record<OrderProcess, string> = { digital: "Démat", paper: "Papier" };

export const PHASE_LABEL: Record<OrderPhase, string> = {
  created: "Créé",
  validated: "Validé",
  generated: "Généré",
  delivered: "Délivré",
};

export const STATUS_LABEL: Record<OrderStatus, string> = {
  incomplete: "Incomplet",
  toVerify: "À vérifier",
  signing: "En cours de signature",
  toValidate: "À valider",
  toGenerate: "À générer",
  toDeliver: "À délivrer",
  delivered: "Délivré",
  cancelled: "Annulé",
};

import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { IdentityDocument } from "../../domain/order/order.ts";
import { setIdentityDocument } from "../../domain/orders/orders-api.ts";
import { call } from "../api/call.ts";
import { useOrder } from "../order/order-context.tsx";
import { useOperation, useSeenVersion } from "../order/use-operation.ts";
import { formatDay } from "../ui/format.ts";
import type { EnteredDocument, ReadDocument } from "../verification/ReadZone.tsx";
import {
  checkDocument,
  comparable,
  type DocumentErrors,
  isSameDocument,
  type TypedDocument,
  typedForm,
} from "./typed-document.ts";

/** The holder's identity document while it is entered: what is typed, taken over from its zone, checked and saved. */
export function useIdentityDocument() {
  const { t } = useTranslation();
  const order = useOrder();
  const [typed, setTyped] = useState<TypedDocument>();
  const [errors, setErrors] = useState<DocumentErrors>({});
  const { version, reload } = useSeenVersion(typed !== undefined);
  const entered = typedForm(order.identityDocument);
  const shown = typed ?? entered;
  const save = useOperation(
    (identityDocument: IdentityDocument) =>
      call(setIdentityDocument, { params: { number: order.number }, body: { version, identityDocument } }),
    t("information.identityDocumentSaved"),
  );
  return {
    shown,
    errors,
    isAsEntered: isSameDocument(shown, entered),
    isSaving: save.isPending,
    error: save.error,
    change: (patch: Partial<TypedDocument>) => setTyped({ ...shown, ...patch }),
    submit: () => {
      const checked = checkDocument(shown);
      setErrors(checked.errors);
      if (checked.document) save.mutate(checked.document, { onSuccess: () => setTyped(undefined) });
    },
    takeOver: ({ type, number, expiresOn }: ReadDocument): EnteredDocument => {
      const taken = {
        ...shown,
        type,
        number: number ?? shown.number,
        expiresOn: expiresOn ? formatDay(expiresOn) : shown.expiresOn,
      };
      setTyped(taken);
      return comparable(taken);
    },
    reload: () => void reload().then(save.reset),
  };
}

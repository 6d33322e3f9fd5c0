/** The operators who act in the demonstration: the very ones who sign in with its cards. */

import type { Operator } from "../../domain/access/actor.ts";
import { perimeterOf } from "../../domain/access/perimeter.ts";
import { rolesFromProvider } from "../../domain/access/permissions.ts";
import type { EmbeddedAuthority } from "../../neighbours/certification-authority/embedded-authority.ts";
import type { EmbeddedIdentityProvider } from "../../neighbours/embedded-neighbours.ts";
import type { EmbeddedSignatureService } from "../../neighbours/signature-service/embedded-signature-service.ts";
import { saveOperator } from "../access/session-store.ts";
import { inTransaction } from "../platform/database.ts";
import type { Services } from "../ports/services.ts";

/** The embedded neighbours through whose own doors it lives: signatories sign, an authority revokes. */
export type DemonstrationNeighbours = {
  authority: EmbeddedAuthority;
  signatureService: EmbeddedSignatureService;
  operators: EmbeddedIdentityProvider["operators"];
};

export type DemonstrationOperators = {
  /** An operator who may handle the orders of this authority; `turn` spreads the work among them. */
  forAuthority(code: string, turn: number): Operator;
};

/** Records them under the subject that the identity provider gives them, so that a sign-in finds them again. */
export async function demonstrationOperators(
  services: Services,
  neighbours: DemonstrationNeighbours,
): Promise<DemonstrationOperators> {
  const people = await neighbours.operators();
  const operators: Operator[] = [];
  for (const person of people) {
    const roles = rolesFromProvider(person.roles);
    const displayName = `${person.givenName} ${person.familyName}`;
    const id = await inTransaction(services.db, (trx) =>
      saveOperator(trx, {
        issuer: `${services.config.neighbours.url}/idp`,
        subject: person.id,
        displayName,
        at: services.clock.now(),
      }),
    );
    const attachments = { registrationAuthorities: person.registrationAuthorities, clients: person.clients };
    operators.push({ kind: "operator", id, displayName, roles, perimeter: perimeterOf(roles, attachments) });
  }
  return {
    forAuthority(code, turn) {
      const able = operators.filter(
        (operator) =>
          !operator.roles.includes("AUDITOR") &&
          (operator.perimeter.kind === "everything" ||
            operator.perimeter.registrationAuthorities.includes(code)),
      );
      const chosen = able[turn % able.length];
      if (!chosen) throw new Error(`no operator for ${code}`);
      return chosen;
    },
  };
}

/** Who does something: an operator signed in, the subscriber through the order portal, or the portal itself. */
import { z } from "zod";
import type { Perimeter } from "./perimeter.ts";
import type { Role } from "./permissions.ts";

export const actorKindSchema = z.enum(["operator", "subscriber", "system"]);
export type ActorKind = z.infer<typeof actorKindSchema>;

/** An operator as one request sees them. */
export type Operator = {
  kind: "operator";
  id: string;
  displayName: string;
  roles: readonly Role[];
  perimeter: Perimeter;
};

/** An order portal, by the registration authority whose key it used. It speaks for the subscriber. */
export type OrderPortalActor = {
  kind: "subscriber";
  id: string;
  displayName: string;
  registrationAuthority: string;
};

/** The portal acting on what a neighbour said (a collection completed, a certificate issued). */
export type SystemActor = { kind: "system"; id: string; displayName: string };

export const SYSTEM: SystemActor = { kind: "system", id: "portail", displayName: "Portail AE" };

export type Actor = Operator | OrderPortalActor | SystemActor;

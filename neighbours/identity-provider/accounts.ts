/** What the tokens say of an operator, in the shape that Keycloak gives it. */
import type { AccountClaims, FindAccount } from "oidc-provider";
import type { Operator, OperatorRegistry } from "./operators.ts";

/** Which claims each scope opens; all are in the ID token and at the userinfo endpoint. */
export const CLAIMS_OF_SCOPES = {
  openid: ["sub"],
  profile: ["name", "given_name", "family_name"],
  email: ["email", "email_verified"],
  roles: ["realm_access", "registration_authorities", "clients"],
} as const;

export function claimsOf(operator: Operator): AccountClaims {
  return {
    sub: operator.id,
    name: `${operator.givenName} ${operator.familyName}`,
    given_name: operator.givenName,
    family_name: operator.familyName,
    email: operator.email,
    email_verified: true,
    realm_access: { roles: operator.roles },
    registration_authorities: operator.registrationAuthorities,
    clients: operator.clients,
  };
}

/** An operator who was disabled or struck off meanwhile is no account any more. */
export const accountFinder =
  (operators: OperatorRegistry): FindAccount =>
  async (_, id) => {
    const operator = (await operators.read()).operators.find((one) => one.id === id && one.enabled);
    return operator && { accountId: operator.id, claims: () => claimsOf(operator) };
  };

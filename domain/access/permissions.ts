/**
 * Who may do what: one closed list of permissions, one table (manual §5.1.2, ROLE-1).
 * Deny by default: what the table does not grant is refused.
 */
import { z } from "zod";

export const ROLES = ["RA_INTERNAL", "RA_EXTERNAL", "AUDITOR", "SUPPORT"] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

export const PERMISSIONS = [
  "read",
  "seeAllClients",
  "exportLists",
  "modifyOrder",
  "cancelOrder",
  "notify",
] as const;
export const permissionSchema = z.enum(PERMISSIONS);
export type Permission = z.infer<typeof permissionSchema>;

const PERMISSIONS_OF_ROLE: Record<Role, readonly Permission[]> = {
  RA_INTERNAL: ["read", "seeAllClients", "exportLists", "modifyOrder", "cancelOrder", "notify"],
  RA_EXTERNAL: ["read", "exportLists", "modifyOrder", "notify"],
  AUDITOR: ["read", "exportLists", "notify"],
  SUPPORT: ["read", "seeAllClients", "exportLists", "modifyOrder", "cancelOrder", "notify"],
};

/** The union of what the roles allow (ROLE-4), in the order of `PERMISSIONS`. */
export function permissionsOf(roles: readonly Role[]): Permission[] {
  return PERMISSIONS.filter((permission) =>
    roles.some((role) => PERMISSIONS_OF_ROLE[role].includes(permission)),
  );
}

/** Whether any of the roles grants the permission. */
export function can(roles: readonly Role[], permission: Permission): boolean {
  return permissionsOf(roles).includes(permission);
}

/** The names an identity provider uses; the manual's table calls the first two otherwise (ROLE-4). */
const ROLE_OF_PROVIDER_NAME: Record<string, Role> = {
  ROLE_RA_INTERNAL: "RA_INTERNAL",
  ROLE_AEAI: "RA_INTERNAL",
  ROLE_RA_EXTERNAL: "RA_EXTERNAL",
  ROLE_AEAE: "RA_EXTERNAL",
  ROLE_AUDITOR: "AUDITOR",
  ROLE_SUPPORT: "SUPPORT",
};

/** The portal's roles among names given by the identity provider; names it does not know grant nothing. */
export function rolesFromProvider(names: readonly string[]): Role[] {
  const found = new Set(
    names.map((name) =>
      Object.hasOwn(ROLE_OF_PROVIDER_NAME, name) ? ROLE_OF_PROVIDER_NAME[name] : undefined,
    ),
  );
  return ROLES.filter((role) => found.has(role));
}

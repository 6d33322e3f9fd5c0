/** The table of ROLE, permission by permission, and the names that an identity provider uses. */
import { describe, expect, test } from "vitest";
import {
  can,
  PERMISSIONS,
  type Permission,
  permissionsOf,
  ROLES,
  type Role,
  rolesFromProvider,
} from "./permissions.ts";

// biome-ignore format: a table is read in columns
const TABLE: [Permission, Role[]][] = [
  ["read",          ["RA_INTERNAL", "RA_EXTERNAL", "AUDITOR", "SUPPORT"]],
  ["seeAllClients", ["RA_INTERNAL", "SUPPORT"]],
  ["exportLists",   ["RA_INTERNAL", "RA_EXTERNAL", "AUDITOR", "SUPPORT"]],
  ["modifyOrder",   ["RA_INTERNAL", "RA_EXTERNAL", "SUPPORT"]],
  ["cancelOrder",   ["RA_INTERNAL", "SUPPORT"]],
  ["notify",        ["RA_INTERNAL", "RA_EXTERNAL", "AUDITOR", "SUPPORT"]],
];

describe("ROLE-1 permissions of each role", () => {
  test.each(TABLE)("%s belongs to %s and to nobody else", (permission, roles) => {
    expect(ROLES.filter((role) => can([role], permission))).toEqual(roles);
  });

  test("the table above has every permission", () => {
    expect(TABLE.map(([permission]) => permission)).toEqual([...PERMISSIONS]);
  });

  test("without a role there is no permission", () => {
    expect(permissionsOf([])).toEqual([]);
  });
});

test("ROLE-4 several roles have the union of their permissions, each once", () => {
  expect(permissionsOf(["AUDITOR", "RA_EXTERNAL"])).toEqual(["read", "exportLists", "modifyOrder", "notify"]);
  expect(permissionsOf(["RA_EXTERNAL", "RA_INTERNAL"])).toEqual([...PERMISSIONS]);
});

describe("ROLE-4 names given by the identity provider", () => {
  test.each([
    ["ROLE_RA_INTERNAL", "RA_INTERNAL"],
    ["ROLE_AEAI", "RA_INTERNAL"],
    ["ROLE_RA_EXTERNAL", "RA_EXTERNAL"],
    ["ROLE_AEAE", "RA_EXTERNAL"],
    ["ROLE_AUDITOR", "AUDITOR"],
    ["ROLE_SUPPORT", "SUPPORT"],
  ])("%s is %s", (name, role) => {
    expect(rolesFromProvider([name])).toEqual([role]);
  });

  test("both names of a role give it once", () => {
    expect(rolesFromProvider(["ROLE_AEAI", "ROLE_RA_INTERNAL"])).toEqual(["RA_INTERNAL"]);
  });

  test.each(["RA_INTERNAL", "role_ra_internal", "ROLE_ADMIN", "offline_access", "toString", "__proto__", ""])(
    "the unknown name %j grants nothing",
    (name) => {
      expect(rolesFromProvider([name])).toEqual([]);
    },
  );
});

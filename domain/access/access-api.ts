/** Who is signed in, and the administrative contact (AUTH-3, CONTACT-1). */
import { z } from "zod";
import { endpoint } from "../api/endpoint.ts";
import { permissionSchema, roleSchema } from "./permissions.ts";

export const meSchema = z.object({
  id: z.string(),
  displayName: z.string(),
  roles: z.array(roleSchema),
  permissions: z.array(permissionSchema),
});

export const getMe = endpoint({
  method: "GET",
  path: "/api/me",
  summary: "The operator signed in, with roles and permissions",
  response: meSchema,
});

export const signOut = endpoint({
  method: "POST",
  path: "/api/sign-out",
  summary: "Ends the session here; the answer is where the browser ends it at the identity provider",
  response: z.object({ redirectTo: z.string() }),
});

export const contactSchema = z.object({
  name: z.string(),
  service: z.string(),
  email: z.string(),
  phone: z.string(),
  address: z.array(z.string()),
});

export const getContact = endpoint({
  method: "GET",
  path: "/api/contact",
  summary: "The administrative contact",
  response: contactSchema,
});

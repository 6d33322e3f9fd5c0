import formbody from "@fastify/formbody";
import multipart from "@fastify/multipart";
import type { FastifyInstance } from "fastify";
import { createOrderPortal } from "./order-portal.ts";

/** The small order portal as a Fastify plugin, with what its forms need. */
export async function openOrderPortal(
  options: Parameters<typeof createOrderPortal>[0],
): Promise<(scope: FastifyInstance) => Promise<void>> {
  const portal = await createOrderPortal(options);
  return async (scope) => {
    await scope.register(formbody);
    await scope.register(multipart, { limits: { fileSize: 25 * 1024 * 1024, files: 1 } });
    await portal.routes(scope);
  };
}

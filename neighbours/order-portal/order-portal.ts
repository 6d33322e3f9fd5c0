import type { FastifyInstance } from "fastify";
export const createOrderPortal = (_: {
  portalUrl: string;
  keys: Record<string, string>;
  folder: string;
  publicUrl: string;
}) => ({ async routes(_app: FastifyInstance) {} });

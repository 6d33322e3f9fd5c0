/** Whether the bytes are the same, however many: whole documents are compared. */
export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

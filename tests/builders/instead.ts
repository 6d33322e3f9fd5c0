/** The real thing behind a port, but for what a test makes it do otherwise. */
export function instead<T extends object>(real: T, change: Partial<T>): T {
  return new Proxy(real, {
    get(target, name) {
      if (Object.hasOwn(change, name)) return change[name as keyof T];
      const value = target[name as keyof T];
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

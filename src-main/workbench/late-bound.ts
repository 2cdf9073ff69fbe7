/**
 * A service whose methods act on whatever `current` gives at the time of the call, so that clients may hold it across projects. `current` may
 * throw, which rejects the call. Every method of `Service` must return a promise.
 */
export function lateBound<Service extends object>(current: () => Service): Service {
  const handler: ProxyHandler<Service> = {
    get:
      (_target, name) =>
      async (...input: unknown[]): Promise<unknown> => {
        const service = current();
        const method: unknown = Reflect.get(service, name);
        if (typeof method !== 'function') throw new TypeError(`There is no method "${String(name)}".`);
        return Reflect.apply(method, service, input) as unknown;
      },
  };
  return new Proxy({} as Service, handler);
}

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Who may talk to a server on loopback: whoever knows the token of its printed address, from a page that it served itself. */
export interface Access {
  readonly token: string;
  /** `Set-Cookie` value that lets the browser in from now on. */
  readonly cookie: string;
  readonly isToken: (candidate: string) => boolean;
  /** What lets the sender of these headers in; null if nothing does. */
  readonly admittedBy: (headers: Credentials) => Admission | null;
}

/** A browser comes by its cookie, another process of the same user by `Authorization: Bearer`. */
export type Admission = 'bearer' | 'cookie';

export interface Credentials {
  readonly cookie?: string | undefined;
  readonly authorization?: string | undefined;
}

export function createAccess(token: string = randomBytes(32).toString('base64url')): Access {
  const digest = hash(token);
  // Cookies are shared by all ports of a host name, so each server has its own.
  const name = `variegate-${digest.toString('hex').slice(0, 8)}`;
  const isToken = (candidate: string) => timingSafeEqual(hash(candidate), digest);
  return {
    token,
    cookie: `${name}=${token}; Path=/; HttpOnly; SameSite=Strict`,
    isToken,
    admittedBy({ cookie, authorization }) {
      const bearer = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
      if (bearer !== undefined) return isToken(bearer) ? 'bearer' : null;
      const fromCookie = cookie
        ?.split(';')
        .map((pair) => pair.trim().split('='))
        .find(([key]) => key === name)?.[1];
      return fromCookie !== undefined && isToken(fromCookie) ? 'cookie' : null;
    },
  };
}

/** Hashing first makes both sides equally long, so that the comparison takes the same time for every candidate. */
const hash = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Whether a `Host` header names this machine. Any port: behind `ssh -L` it is another one. A foreign name that was made to point at
 * loopback (DNS rebinding) is not among them.
 */
export function isLoopbackHost(host: string | undefined): boolean {
  return /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i.test(host ?? '');
}

/** Whether a request may come from the page it claims to come from. Absent (navigation, other programs) is fine. */
export function isOwnOrigin(origin: string | undefined, host: string | undefined): boolean {
  return origin === undefined || origin === `http://${host}`;
}
